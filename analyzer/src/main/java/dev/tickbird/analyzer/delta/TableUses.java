package dev.tickbird.analyzer.delta;

import dev.tickbird.analyzer.rule.StatementDelta;
import dev.tickbird.analyzer.workload.Access;
import dev.tickbird.analyzer.workload.StatementReader;
import dev.tickbird.analyzer.workload.TableUse;
import java.util.List;

/** What statements asked of tables in a window. */
public final class TableUses {
    private TableUses() {}

    public static List<TableUse> of(List<StatementDelta> statements) {
        return statements.stream()
                .filter(delta -> delta.calls() > 0 && !delta.statement().utility())
                .flatMap(delta ->
                        StatementReader.read(delta.statement().text()).stream().map(access -> use(delta, access)))
                .toList();
    }

    private static TableUse use(StatementDelta delta, Access access) {
        return new TableUse(
                delta.statement().queryId(),
                access,
                delta.calls(),
                delta.millis(),
                delta.rows(),
                (double) delta.blocksHit() + delta.blocksRead());
    }
}
