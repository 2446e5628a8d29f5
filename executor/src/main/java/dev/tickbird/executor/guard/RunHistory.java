package dev.tickbird.executor.guard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of earlier runs on the instance.
 *
 * @param lastHour how many began within the last hour
 * @param oldest when the first of these began; null when there is none
 * @param failedAt when the same action on the same object failed last; null when it did not
 * @param standingAgain when the standing approval that it rests on lets another one begin; null for at once
 */
public record RunHistory(
        int lastHour,
        @Nullable Instant oldest,
        @Nullable Instant failedAt,
        @Nullable Instant standingAgain) {
    public static final RunHistory NONE = new RunHistory(0, null, null, null);
}
