package dev.tickbird.console.web;

import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text and figures as pages show them. Templates escape for HTML; this makes visible what an eye would miss. */
public final class Display {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PLAIN = 0x7e;
    private static final double KILO = 1024;

    private Display() {}

    /**
     * A name or statement on which somebody decides: everything but plain ASCII as an escape, so that no letter of another script, no
     * invisible and no direction mark can deceive.
     */
    public static String exact(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            if ((code >= FIRST_PRINTABLE && code <= LAST_PLAIN) || code == '\n') {
                out.appendCodePoint(code);
            } else {
                out.append("\\u{").append(Integer.toHexString(code)).append('}');
            }
        });
        return out.toString();
    }

    /** A figure with its unit, short. */
    public static String measure(Measure measure) {
        return figure(measure.value(), measure.unit());
    }

    public static String figure(BigDecimal value, String unit) {
        return switch (unit) {
            case Unit.BYTES -> bytes(value.doubleValue());
            case Unit.PERCENT ->
                value.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + " %";
            case Unit.SECONDS -> span(Duration.ofSeconds(value.longValue()));
            case Unit.MILLISECONDS ->
                value.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + " ms";
            default ->
                String.format(Locale.ROOT, "%,d", value.longValue()) + (unit.equals(Unit.COUNT) ? "" : " " + unit);
        };
    }

    public static String bytes(double bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
        double rest = Math.abs(bytes);
        int unit = 0;
        while (rest >= KILO && unit < units.length - 1) {
            rest /= KILO;
            unit++;
        }
        String figure = unit == 0 || rest >= 100 ? "%.0f" : "%.1f";
        return (bytes < 0 ? "-" : "") + String.format(Locale.ROOT, figure, rest) + " " + units[unit];
    }

    /** How long ago, in its largest unit. */
    public static String ago(Instant then, Instant now) {
        return span(Duration.between(then, now)) + " ago";
    }

    public static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
