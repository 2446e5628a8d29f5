package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.execution.ActionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A proposal that waits for people, or an approved action that has not ended, as its executor told of it last.
 *
 * @param what its type and object, for people
 * @param since when it came to this state
 * @param reason what it waits for; null when nothing was said
 * @param until before when it is not to begin; null when that is not said
 */
public record OpenAction(
        String what,
        ActionState state,
        Instant since,
        @Nullable String reason,
        @Nullable Instant until) {
    /** Whether it is at work. */
    public boolean working() {
        return state == ActionState.RUNNING || state == ActionState.VERIFYING;
    }
}
