package dev.tickbird.analyzer.rule;

import dev.tickbird.runtime.config.HumanDuration;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * A number or duration that a rule compares with, by its name in the fleet file.
 *
 * @param value the default, as text: a decimal number, or a duration such as {@code 30m} or {@code PT30M} where {@code unit} is {@code duration}
 * @param about one clause for the rule's page
 */
public record Threshold(String name, String value, String unit, String about) {
    public static final String DURATION = "duration";

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

    /** The same threshold with another value, or an exception that says what is expected. */
    public Threshold with(String other) {
        return new Threshold(name, other, unit, about);
    }

    private static void check(String name, String value, String unit) {
        try {
            if (unit.equals(DURATION)) {
                HumanDuration.parse(value);
            } else {
                new BigDecimal(value);
            }
        } catch (RuntimeException e) {
            String expected = unit.equals(DURATION) ? "a duration such as 30m or 35d" : "a number of " + unit;
            throw new IllegalArgumentException("threshold '" + name + "' is '" + value + "': expected " + expected, e);
        }
    }
}
