package dev.tickbird.analyzer.topology;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For how long another server of the cluster has told without a break what it used.
 *
 * @param since when it began
 * @param until when it told last
 * @param standby whether it is one; null while it does not say
 */
record Observer(Instant since, Instant until, @Nullable Boolean standby) {
    /** In a longer pause uses may have been lost: the observation starts anew. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    boolean goesOn(Instant at) {
        return !until.plus(LONGEST_PAUSE).isBefore(at);
    }
}
