package dev.tickbird.runtime.audit;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.ChainHead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of an anchor file: exactly one of {@code head}, {@code blocked} and {@code accepted} is there.
 *
 * @param at when it was written
 * @param instance what it is about
 * @param head how far a chain had come
 * @param blocked why nothing may run on the instance until somebody accepts it
 * @param accepted who accepted it, and why
 */
public record AnchorLine(
        Instant at,
        InstanceId instance,
        @Nullable ChainHead head,
        @Nullable String blocked,
        @Nullable Acceptance accepted) {
    /** Somebody looked into it and lets the executor go on. */
    public record Acceptance(String by, String reason) {
        public Acceptance {
            if (by == null || by.isBlank() || reason == null || reason.isBlank()) {
                throw new IllegalArgumentException("an acceptance needs 'by' and 'reason'");
            }
        }
    }

    public AnchorLine {
        if (at == null || instance == null) {
            throw new IllegalArgumentException("a line needs 'at' and 'instance'");
        }
        if (head == null && blocked == null && accepted == null) {
            throw new IllegalArgumentException("a line needs one of 'head', 'blocked' and 'accepted'");
        }
    }

    public static AnchorLine head(ChainHead head, Instant at) {
        return new AnchorLine(at, head.instance(), head, null, null);
    }

    public static AnchorLine blocked(InstanceId instance, String reason, Instant at) {
        return new AnchorLine(at, instance, null, reason, null);
    }

    public static AnchorLine accepted(InstanceId instance, Acceptance acceptance, Instant at) {
        return new AnchorLine(at, instance, null, null, acceptance);
    }
}
