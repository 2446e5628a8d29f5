package dev.tickbird.collector.source;

import dev.tickbird.runtime.fleet.TargetEntry;

/** What a record of the topic {@code targets} is worth. */
sealed interface TargetVerdict {
    /** Signed with a fleet key that we trust. */
    record Accepted(TargetEntry entry) implements TargetVerdict {}

    /**
     * Not to be acted upon.
     *
     * @param message for people
     */
    record Refused(String message) implements TargetVerdict {}
}
