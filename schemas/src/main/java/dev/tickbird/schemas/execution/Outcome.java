package dev.tickbird.schemas.execution;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of state of an action: the public log.
 *
 * @param action the action's id
 * @param instance the instance that it runs on
 * @param database the database that it works in
 * @param finding the finding that it mends
 * @param rule the rule's id, e.g. {@code index.duplicate}
 * @param what the action itself
 * @param object what it works on, for people
 * @param state its new state
 * @param attempt from 1
 * @param step grows within the attempt
 * @param reason why it is in this state, one sentence; for a wait, what it waits for
 * @param lookAgainAt when a waiting action is looked at again; null when it does not wait
 * @param before measures taken before it ran
 * @param after the same measures afterwards
 * @param runs the statements that were sent
 * @param cleanedUp debris that was removed, by name
 * @param undoDefinition the statement that would restore what was dropped; null when there is none
 * @param approvedBy names of those who approved
 * @param executor which executor says so
 * @param at when it came to this state, by the writer's clock
 * @param chain its place in the executor's chain of outcomes; null from executors that kept none
 */
public record Outcome(
        ActionId action,
        InstanceId instance,
        String database,
        FindingId finding,
        String rule,
        Action what,
        String object,
        ActionState state,
        int attempt,
        int step,
        @Nullable String reason,
        @Nullable Instant lookAgainAt,
        List<Measure> before,
        List<Measure> after,
        List<StatementRun> runs,
        List<String> cleanedUp,
        @Nullable String undoDefinition,
        List<String> approvedBy,
        String executor,
        Instant at,
        @Nullable ChainLink chain) {
    public Outcome {
        Immutable.required(action, "action");
        Immutable.required(instance, "instance");
        Immutable.required(database, "database");
        Immutable.required(state, "state");
        Immutable.required(at, "at");
        before = Immutable.list(before);
        after = Immutable.list(after);
        runs = Immutable.list(runs);
        cleanedUp = Immutable.list(cleanedUp);
        approvedBy = Immutable.list(approvedBy);
    }

    /** Whether this record is news to a reader who has seen {@code other}: merged by attempt, step and rank. */
    public boolean isAfter(Outcome other) {
        if (attempt != other.attempt) {
            return attempt > other.attempt;
        }
        return step != other.step ? step > other.step : state.rank() > other.state.rank();
    }

    /** The same in its place in a chain. */
    public Outcome linked(ChainLink link) {
        return new Outcome(
                action,
                instance,
                database,
                finding,
                rule,
                what,
                object,
                state,
                attempt,
                step,
                reason,
                lookAgainAt,
                before,
                after,
                runs,
                cleanedUp,
                undoDefinition,
                approvedBy,
                executor,
                at,
                link);
    }
}
