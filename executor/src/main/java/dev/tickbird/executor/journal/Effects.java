package dev.tickbird.executor.journal;

import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.execution.StatementRun;
import java.util.List;

/**
 * What an outcome tells beside the journal entry.
 *
 * @param after measures afterwards
 * @param runs statements that were sent
 * @param cleanedUp debris that was removed, by name
 */
public record Effects(List<Measure> after, List<StatementRun> runs, List<String> cleanedUp) {
    public static final Effects NONE = new Effects(List.of(), List.of(), List.of());

    public Effects {
        after = List.copyOf(after);
        runs = List.copyOf(runs);
        cleanedUp = List.copyOf(cleanedUp);
    }
}
