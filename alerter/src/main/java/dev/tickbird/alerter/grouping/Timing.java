package dev.tickbird.alerter.grouping;

import java.time.Duration;

/**
 * When a group speaks.
 *
 * @param groupWait how long the first news wait for more
 * @param groupInterval the least time between two messages of a group
 * @param longWait after which an action that waits is worth a message
 */
public record Timing(Duration groupWait, Duration groupInterval, Duration longWait) {
    public static final Timing DEFAULTS =
            new Timing(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(15));

    public Timing {
        refuseNegative("groupWait", groupWait);
        refuseNegative("groupInterval", groupInterval);
        refuseNegative("longWait", longWait);
    }

    private static void refuseNegative(String field, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("field '" + field + "' is " + value + ": it cannot be negative");
        }
    }
}
