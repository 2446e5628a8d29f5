package dev.tickbird.console.web.page;

import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One action as its template takes it.
 *
 * @param waiting what it needs; null while its proposal is not known
 * @param outcomes every change of state that the executor told
 */
public record ActionModel(
        ActionRow row,
        @Nullable Waiting waiting,
        List<Outcome> outcomes,
        @Nullable Progress progress) {

    /** The same measure before and after. */
    public record Change(Measure before, Measure after) {}

    public ActionState state() {
        return row.file().state();
    }

    public boolean undecided() {
        return state() == ActionState.PROPOSED && waiting != null;
    }

    /** Whether it can still be stopped. */
    public boolean stoppable() {
        return state() != ActionState.PROPOSED && !state().terminal();
    }

    /** What it changed, by its newest outcome. */
    public List<Change> changes() {
        return changes(row);
    }

    /** The measures that an action's newest outcome has of before and after. */
    public static List<Change> changes(ActionRow row) {
        Outcome outcome = row.file().outcome();
        if (outcome == null) {
            return List.of();
        }
        return outcome.before().stream()
                .flatMap(before -> outcome.after().stream()
                        .filter(after -> after.measure().equals(before.measure()))
                        .map(after -> new Change(before, after)))
                .toList();
    }
}
