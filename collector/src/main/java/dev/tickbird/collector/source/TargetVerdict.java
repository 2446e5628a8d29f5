package dev.tickbird.collector.source;

import dev.tickbird.schemas.fleet.TargetSpec;

/** What a record of the topic {@code targets} is worth. */
sealed interface TargetVerdict {
    /** Signed with a fleet key that we trust. */
    record Accepted(TargetSpec target) implements TargetVerdict {}

    /** A tombstone: watched no more. */
    record Removed() implements TargetVerdict {}

    /**
     * Not to be acted upon.
     *
     * @param message for people
     */
    record Refused(String message) implements TargetVerdict {}
}
