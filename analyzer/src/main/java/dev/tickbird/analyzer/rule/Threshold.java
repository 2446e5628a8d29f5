package dev.tickbird.analyzer.rule;

import dev.tickbird.runtime.config.HumanDuration;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A number, duration or pattern that a rule compares with, by its name in the fleet file.
 *
 * @param value the default, as text: a decimal number, a duration such as {@code 30m} or {@code PT30M} where {@code unit} is {@code duration}, or a regular expression where it is {@code pattern}
 * @param about one clause for the rule's page
 */
public record Threshold(String name, String value, String unit, String about) {
    public static final String DURATION = "duration";
    /** A regular expression, or nothing. */
    public static final String PATTERN = "pattern";

    public Threshold {
        check(name, value, unit);
    }

    public static Threshold number(String name, double value, String unit, String about) {
        return new Threshold(
                name, BigDecimal.valueOf(value).stripTrailingZeros().toPlainString(), unit, about);
    }

    public static Threshold duration(String name, Duration value, String about) {
        return new Threshold(name, value.toString(), DURATION, about);
    }

    /** One that nothing is held against until a pattern is set. */
    public static Threshold pattern(String name, String about) {
        return new Threshold(name, "", PATTERN, about);
    }

    /** The same threshold with another value, or an exception that says what is expected. */
    public Threshold with(String other) {
        return new Threshold(name, other, unit, about);
    }

    private static void check(String name, String value, String unit) {
        try {
            switch (unit) {
                case DURATION -> HumanDuration.parse(value);
                case PATTERN -> Pattern.compile(value);
                default -> new BigDecimal(value);
            }
        } catch (RuntimeException e) {
            String expected = switch (unit) {
                case DURATION -> "a duration such as 30m or 35d";
                case PATTERN -> "a regular expression such as [a-z_]+_idx";
                default -> "a number of " + unit;
            };
            throw new IllegalArgumentException("threshold '" + name + "' is '" + value + "': expected " + expected, e);
        }
    }
}
