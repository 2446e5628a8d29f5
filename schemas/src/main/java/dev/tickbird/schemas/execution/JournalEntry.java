package dev.tickbird.schemas.execution;

import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The executor's own record of one action: written before each step, read after a crash.
 *
 * @param action the action's id
 * @param instance the instance that it runs on
 * @param state where it is
 * @param order the whole signed order, so that a queue survives anything
 * @param attempt from 1
 * @param step grows within the attempt
 * @param holder the executor that claimed it; null while it is only queued
 * @param epoch the fence's epoch under which it was claimed; 0 before
 * @param backendPid the session that runs the statement, with {@code backendStart}; null before
 * @param backendStart with {@code backendPid} it names the session for ever; null before
 * @param before measures taken before it ran
 * @param undoDefinition what would restore a dropped object
 * @param reason why it is in this state, one sentence; null when that is plain
 * @param notBefore when it is looked at again; null for at once
 * @param cancelRequested a signed Cancel has come
 * @param at when it was written, by the executor's clock
 */
public record JournalEntry(
        ActionId action,
        InstanceId instance,
        ActionState state,
        String order,
        int attempt,
        int step,
        @Nullable String holder,
        long epoch,
        @Nullable Integer backendPid,
        @Nullable Instant backendStart,
        List<Measure> before,
        @Nullable String undoDefinition,
        @Nullable String reason,
        @Nullable Instant notBefore,
        boolean cancelRequested,
        Instant at) {
    public JournalEntry {
        Immutable.required(action, "action");
        Immutable.required(instance, "instance");
        Immutable.required(state, "state");
        Immutable.required(order, "order");
        Immutable.required(at, "at");
        before = Immutable.list(before);
    }
}
