package dev.tickbird.schemas.common;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Figures as people read them: {@code 424 kB}, {@code 12.5 %}, {@code 3 h}. The same in every page, message and terminal. */
public final class Figures {
    private static final double STEP = 1024;
    private static final int THREE_DIGITS = 100;
    private static final List<String> SIZES = List.of("B", "kB", "MB", "GB", "TB", "PB");
    private static final int SECONDS_UNTIL = 120;
    private static final int MINUTES_UNTIL = 2 * 60 * 60;
    private static final int HOURS_UNTIL = 2 * 24 * 60 * 60;

    private Figures() {}

    /** The value with its unit, without the measure's name. */
    public static String of(Measure measure) {
        return of(measure.value(), measure.unit());
    }

    /** A value of one of {@link Unit}. */
    public static String of(BigDecimal value, String unit) {
        return switch (unit) {
            case Unit.BYTES -> bytes(value.doubleValue());
            case Unit.PERCENT -> tenths(value) + " %";
            case Unit.MILLISECONDS -> tenths(value) + " ms";
            case Unit.SECONDS -> span(Duration.ofSeconds(value.longValue()));
            case Unit.COUNT -> whole(value);
            default -> whole(value) + " " + unit;
        };
    }

    /** Bytes in units of 1024. */
    public static String bytes(double bytes) {
        double rest = Math.abs(bytes);
        int size = 0;
        while (rest >= STEP && size < SIZES.size() - 1) {
            rest /= STEP;
            size++;
        }
        String figure = size == 0 || rest >= THREE_DIGITS ? "%.0f" : "%.1f";
        return (bytes < 0 ? "-" : "") + String.format(Locale.ROOT, figure, rest) + " " + SIZES.get(size);
    }

    /** A length of time in its largest unit that leaves at least two of it. */
    public static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < SECONDS_UNTIL) {
            return seconds + " s";
        }
        if (seconds < MINUTES_UNTIL) {
            return seconds / 60 + " min";
        }
        return seconds < HOURS_UNTIL ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    private static String tenths(BigDecimal value) {
        return value.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    private static String whole(BigDecimal value) {
        if (value.stripTrailingZeros().scale() > 0 && value.abs().doubleValue() < THREE_DIGITS) {
            return tenths(value);
        }
        return String.format(Locale.ROOT, "%,d", value.longValue());
    }
}
