package dev.tickbird.executor.intake;

import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import org.jspecify.annotations.Nullable;

/** What becomes of a record of {@code approved-actions}. */
public sealed interface IntakeVerdict {
    /**
     * It counts and is queued.
     *
     * @param jws the whole signed order, for the journal
     */
    record Accepted(Order.Run order, String jws) implements IntakeVerdict {}

    /** The console's key signed it, but it does not count: the reason becomes an outcome. */
    record Refused(Order.Run order, ActionState state, String reason) implements IntakeVerdict {}

    /** An action must not begin. */
    record Revoked(Order.Revoke order) implements IntakeVerdict {}

    /** An action must stop, even while it runs. */
    record Cancelled(Order.Cancel order) implements IntakeVerdict {}

    /**
     * Somebody wants to know whether an action could run.
     *
     * @param objection what stands against it before the server is asked; null when nothing does
     */
    record Rehearsed(Order.Rehearse order, @Nullable String objection) implements IntakeVerdict {}

    /** Nothing to do; loud for a replay, silent for what another zone handles. */
    record Ignored(String reason, boolean loud) implements IntakeVerdict {}

    /**
     * Nobody trustworthy said it.
     *
     * @param code a metric label
     */
    record Dead(String code, String reason) implements IntakeVerdict {}
}
