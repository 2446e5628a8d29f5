package dev.tickbird.schemas.execution;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where an action is in its life.
 *
 * <pre>
 * PROPOSED → APPROVED → QUEUED → RUNNING → VERIFYING → SUCCEEDED → UNDONE
 *    │          │          │  ⇡      │  ⇣       │
 *    │          │          │  RETRY_WAIT        │
 *    └→ REJECTED, EXPIRED, WITHDRAWN, REVOKED, STALE, SKIPPED, FAILED, ABORTED
 * </pre>
 */
public enum ActionState {
    PROPOSED(0),
    APPROVED(1),
    /** The executor has it in its journal and waits for its turn or its guards. */
    QUEUED(2),
    /** A try failed in a way that may pass; it is looked at again later. */
    RETRY_WAIT(3),
    RUNNING(4),
    VERIFYING(5),
    SUCCEEDED(7),
    REJECTED(7),
    EXPIRED(7),
    WITHDRAWN(7),
    REVOKED(7),
    /** What was approved is no longer what is there: nothing was sent. */
    STALE(7),
    /** No longer needed, or not possible without harm: nothing was changed. */
    SKIPPED(7),
    FAILED(7),
    /** Stopped by a person or a guard while it ran; its debris is cleaned. */
    ABORTED(7),
    UNDONE(8);

    private static final Map<ActionState, Set<ActionState>> NEXT = transitions();

    private final int rank;

    ActionState(int rank) {
        this.rank = rank;
    }

    /** Readers merge by (attempt, step, rank) and ignore what is lower. */
    public int rank() {
        return rank;
    }

    /** Whether nothing but an undo follows. */
    public boolean terminal() {
        return rank >= SUCCEEDED.rank;
    }

    public boolean mayBecome(ActionState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** The next state, or an exception when the table does not allow it. */
    public ActionState become(ActionState next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("an action cannot go from " + this + " to " + next);
        }
        return next;
    }

    private static Map<ActionState, Set<ActionState>> transitions() {
        Map<ActionState, Set<ActionState>> table = new EnumMap<>(ActionState.class);
        table.put(PROPOSED, EnumSet.of(APPROVED, REJECTED, EXPIRED, WITHDRAWN));
        table.put(APPROVED, EnumSet.of(QUEUED, REVOKED, EXPIRED, WITHDRAWN, STALE, FAILED));
        table.put(QUEUED, EnumSet.of(RUNNING, REVOKED, EXPIRED, WITHDRAWN, STALE, SKIPPED, FAILED));
        table.put(RETRY_WAIT, EnumSet.of(RUNNING, REVOKED, EXPIRED, WITHDRAWN, STALE, SKIPPED, FAILED));
        table.put(RUNNING, EnumSet.of(VERIFYING, RETRY_WAIT, STALE, SKIPPED, FAILED, ABORTED));
        table.put(VERIFYING, EnumSet.of(SUCCEEDED, RETRY_WAIT, SKIPPED, FAILED, ABORTED));
        table.put(SUCCEEDED, EnumSet.of(UNDONE));
        return table;
    }
}
