package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.execution.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest run of a schedule on one relation.
 *
 * @param due when it was due
 * @param until before when it may begin
 * @param inPlace whether it takes the place of one that was missed
 * @param action the action that was proposed for it; null before
 * @param end null until it has ended
 * @param reason why it ended so; null when that is plain
 */
public record ScheduledRun(
        Instant due,
        Instant until,
        boolean inPlace,
        @Nullable ActionId action,
        @Nullable RunEnd end,
        @Nullable String reason) {
    public static ScheduledRun due(Instant due, Instant until) {
        return new ScheduledRun(due, until, false, null, null, null);
    }

    /** One that takes the place of a missed one. */
    public static ScheduledRun inPlace(Instant from, Instant until) {
        return new ScheduledRun(from, until, true, null, null, null);
    }

    public boolean open() {
        return end == null;
    }

    public Window window() {
        return new Window(due, until);
    }

    public ScheduledRun proposed(ActionId as) {
        return new ScheduledRun(due, until, inPlace, as, end, reason);
    }

    public ScheduledRun ended(RunEnd as, @Nullable String because) {
        return new ScheduledRun(due, until, inPlace, action, as, because);
    }
}
