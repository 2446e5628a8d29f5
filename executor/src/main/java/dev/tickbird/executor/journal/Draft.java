package dev.tickbird.executor.journal;

import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next journal entry of an action, made from the one before. The step grows with every entry. */
public final class Draft {
    private final JournalEntry before;
    private ActionState state;
    private int attempt;
    private int step;
    private @Nullable String holder;
    private long epoch;
    private @Nullable Integer backendPid;
    private @Nullable Instant backendStart;
    private List<Measure> measures;
    private @Nullable String undoDefinition;
    private @Nullable String reason;
    private @Nullable Instant notBefore;
    private boolean cancelRequested;

    private Draft(JournalEntry before) {
        this.before = before;
        this.state = before.state();
        this.attempt = before.attempt();
        this.step = before.step() + 1;
        this.holder = before.holder();
        this.epoch = before.epoch();
        this.backendPid = before.backendPid();
        this.backendStart = before.backendStart();
        this.measures = before.before();
        this.undoDefinition = before.undoDefinition();
        this.cancelRequested = before.cancelRequested();
    }

    /** After that entry; without its reason and wait. */
    public static Draft after(JournalEntry before) {
        return new Draft(before);
    }

    /** The first entry of an order. */
    public static JournalEntry queued(Order.Run order, String jws, Instant at) {
        return new JournalEntry(
                order.action(),
                order.instance(),
                ActionState.QUEUED,
                jws,
                1,
                1,
                null,
                0,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                false,
                at);
    }

    public Draft state(ActionState next) {
        state = next;
        return this;
    }

    public Draft reason(@Nullable String text) {
        reason = text;
        return this;
    }

    public Draft sameReason() {
        reason = before.reason();
        return this;
    }

    public Draft again(@Nullable Instant at) {
        notBefore = at;
        return this;
    }

    public Draft claimedBy(@Nullable String executor, long fenceEpoch) {
        holder = executor;
        epoch = fenceEpoch;
        return this;
    }

    /** It begins to run in this session; after a failed try that is a new attempt. */
    public Draft runningIn(int pid, Instant start) {
        if (before.state() == ActionState.RETRY_WAIT) {
            attempt = before.attempt() + 1;
            step = 1;
        }
        state = ActionState.RUNNING;
        backendPid = pid;
        backendStart = start;
        return this;
    }

    public Draft measured(List<Measure> values) {
        measures = values;
        return this;
    }

    public Draft undo(@Nullable String definition) {
        undoDefinition = definition == null ? undoDefinition : definition;
        return this;
    }

    public Draft cancelRequested() {
        cancelRequested = true;
        return this;
    }

    public JournalEntry at(Instant at) {
        return new JournalEntry(
                before.action(),
                before.instance(),
                state,
                before.order(),
                attempt,
                step,
                holder,
                epoch,
                backendPid,
                backendStart,
                measures,
                undoDefinition,
                reason,
                notBefore,
                cancelRequested,
                at);
    }
}
