package dev.tickbird.runtime.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}, {@code 1h30m}, or ISO 8601. */
public final class HumanDuration {

    private static final Pattern WHOLE = Pattern.compile("(\\d+\\s*(ms|s|m|h|d)\\s*)+");
    private static final Pattern PART = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private HumanDuration() {}

    public static Duration parse(String text) {
        String stripped = text.strip();
        if (stripped.equals("0")) {
            return Duration.ZERO;
        }
        if (WHOLE.matcher(stripped).matches()) {
            return sum(PART.matcher(stripped));
        }
        try {
            return Duration.parse(stripped);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration: write for example 250ms, 30s, 5m, 2h, 7d or PT1H30M", e);
        }
    }

    private static Duration sum(Matcher parts) {
        Duration sum = Duration.ZERO;
        try {
            while (parts.find()) {
                sum = sum.plus(part(Long.parseLong(parts.group(1)), parts.group(2)));
            }
            return sum;
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("the duration is too long", e);
        }
    }

    private static Duration part(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> throw new IllegalArgumentException("unknown unit " + unit);
        };
    }
}
