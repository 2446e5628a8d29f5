package dev.tickbird.cli.report;

import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Text and figures for a terminal. What a database calls a thing is never trusted to be harmless. */
public final class Plain {
    private Plain() {}

    /** Without control characters, terminal escapes and marks that turn the reading direction. */
    public static String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            int type = Character.getType(code);
            boolean unseen = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (unseen) {
                out.append("\\u{").append(Integer.toHexString(code)).append('}');
            } else {
                out.appendCodePoint(code);
            }
        });
        return out.toString();
    }

    public static String measure(Measure measure) {
        BigDecimal value = measure.value();
        return switch (measure.unit()) {
            case Unit.BYTES -> bytes(value.doubleValue());
            case Unit.PERCENT -> rounded(value) + " %";
            case Unit.MILLISECONDS -> rounded(value) + " ms";
            case Unit.SECONDS -> span(Duration.ofSeconds(value.longValue()));
            case Unit.COUNT -> String.format(Locale.ROOT, "%,d", value.longValue());
            default -> String.format(Locale.ROOT, "%,d", value.longValue()) + " " + measure.unit();
        };
    }

    public static String bytes(double bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
        double rest = Math.abs(bytes);
        int unit = 0;
        while (rest >= 1024 && unit < units.length - 1) {
            rest /= 1024;
            unit++;
        }
        String figure = unit == 0 || rest >= 100 ? "%.0f" : "%.1f";
        return (bytes < 0 ? "-" : "") + String.format(Locale.ROOT, figure, rest) + " " + units[unit];
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

    private static String rounded(BigDecimal value) {
        return value.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
