package dev.tickbird.console.web.chart;

import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;

/** From nought to a round figure above the highest value. */
public final class Scale {
    private static final double[] STEPS = {1, 2, 4, 5, 8, 10};
    private static final double KILO = 1024;
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final List<String> LARGE = List.of("", " k", " M", " G", " T");
    private static final Set<String> SHORT = Set.of(Unit.BYTES, Unit.PERCENT, Unit.MILLISECONDS, Unit.SECONDS);

    private Scale() {}

    /** A short figure: of large numbers thousands, millions and so on; the unit is told elsewhere unless it is short. */
    public static String label(double value, String unit) {
        BigDecimal figure = BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
        if (SHORT.contains(unit)) {
            return Figures.of(figure, unit);
        }
        int thousands = 0;
        while (figure.abs().compareTo(THOUSAND) >= 0 && thousands < LARGE.size() - 1) {
            figure = figure.divide(THOUSAND, 3, RoundingMode.HALF_UP);
            thousands++;
        }
        String digits =
                figure.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
        return digits + LARGE.get(thousands);
    }

    /** The round figure at the top: of bytes a round number of kilobytes and so on. */
    static double top(double highest, String unit) {
        if (highest <= 0) {
            return 1;
        }
        double base = 1;
        if (unit.equals(Unit.BYTES)) {
            while (highest / base >= KILO) {
                base *= KILO;
            }
        }
        double rest = highest / base;
        double ten = Math.pow(10, Math.floor(Math.log10(rest)));
        for (double step : STEPS) {
            if (step * ten >= rest) {
                return step * ten * base;
            }
        }
        return 10 * ten * base;
    }
}
