package dev.tickbird.alerter.grouping;

import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Measures as people read them. */
public final class Figures {
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);
    private static final List<String> SIZES = List.of("bytes", "KiB", "MiB", "GiB", "TiB", "PiB");

    private Figures() {}

    /** One figure with its unit. */
    public static String text(BigDecimal value, String unit) {
        if (!unit.equals(Unit.BYTES)) {
            return value.toPlainString()
                    + (unit.equals(Unit.COUNT) ? "" : unit.equals(Unit.PERCENT) ? " %" : " " + unit);
        }
        BigDecimal left = value;
        int size = 0;
        while (left.abs().compareTo(STEP) >= 0 && size < SIZES.size() - 1) {
            left = left.divide(STEP, 3, RoundingMode.HALF_UP);
            size++;
        }
        return left.setScale(size == 0 ? 0 : 1, RoundingMode.HALF_UP).toPlainString() + " " + SIZES.get(size);
    }

    /** One measure with its name and threshold. */
    public static String text(Measure measure) {
        String text = measure.measure() + " " + text(measure.value(), measure.unit());
        return measure.threshold() == null ? text : text + " (limit " + text(measure.threshold(), measure.unit()) + ")";
    }

    static String change(List<Measure> before, List<Measure> after) {
        return after.stream()
                .map(measure -> before.stream()
                        .filter(earlier -> earlier.measure().equals(measure.measure()))
                        .findFirst()
                        .map(earlier -> measure.measure() + " " + text(earlier.value(), earlier.unit()) + " → "
                                + text(measure.value(), measure.unit()))
                        .orElseGet(() -> text(measure)))
                .collect(Collectors.joining(", "));
    }
}
