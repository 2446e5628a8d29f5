package dev.tickbird.schemas.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A figure with its unit, and where it has one the threshold that it was held against.
 *
 * @param measure what was measured, e.g. {@code index.size}
 * @param value at most six significant digits after rounding for fractions; whole numbers are exact
 * @param unit one of {@link Unit}
 * @param threshold the limit in the same unit; null when none applies
 * @param over the window that the figure covers; null for a state
 */
public record Measure(
        String measure,
        BigDecimal value,
        String unit,
        @Nullable BigDecimal threshold,
        @Nullable Duration over) {
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_UP);

    @JsonCreator
    public Measure(
            @JsonProperty("measure") String measure,
            @JsonProperty("value") BigDecimal value,
            @JsonProperty("unit") String unit,
            @JsonProperty("threshold") @Nullable BigDecimal threshold,
            @JsonProperty("over") @Nullable Duration over) {
        this.measure = Immutable.required(measure, "measure");
        this.value = plain(Immutable.required(value, "value"));
        this.unit = Immutable.required(unit, "unit");
        this.threshold = threshold == null ? null : plain(threshold);
        this.over = over;
    }

    public static Measure of(String measure, long value, String unit) {
        return new Measure(measure, BigDecimal.valueOf(value), unit, null, null);
    }

    public static Measure of(String measure, double value, String unit) {
        return new Measure(measure, decimal(value), unit, null, null);
    }

    public Measure against(double limit) {
        return new Measure(measure, value, unit, decimal(limit), over);
    }

    public Measure against(long limit) {
        return new Measure(measure, value, unit, BigDecimal.valueOf(limit), over);
    }

    public Measure over(Duration window) {
        return new Measure(measure, value, unit, threshold, window);
    }

    private static BigDecimal decimal(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a measure cannot be " + value);
        }
        return new BigDecimal(value).setScale(6, RoundingMode.HALF_UP);
    }

    private static BigDecimal plain(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.scale() > 0) {
            BigDecimal rounded = stripped.round(SIX_DIGITS);
            stripped = rounded.scale() > 0 || stripped.precision() > SIX_DIGITS.getPrecision()
                    ? rounded.stripTrailingZeros()
                    : rounded;
        }
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
