package dev.tickbird.analyzer.delta;

import dev.tickbird.analyzer.rule.StatementDelta;
import dev.tickbird.analyzer.workload.Access;
import dev.tickbird.analyzer.workload.Filtered;
import dev.tickbird.analyzer.workload.StatementReader;
import dev.tickbird.analyzer.workload.TableUse;
import java.util.List;

/** What statements asked of tables in a window. */
public final class TableUses {
    private static final double MOST_LEFT_OUT = 0.95;

    private TableUses() {}

    public static List<TableUse> of(List<StatementDelta> statements) {
        return statements.stream()
                .filter(delta -> delta.calls() > 0 && !delta.statement().utility())
                .flatMap(delta ->
                        StatementReader.read(delta.statement().text()).stream().map(access -> use(delta, access)))
                .toList();
    }

    /** What they were seen to demand of columns. A condition that lets most rows pass asks for no index. */
    public static List<Filtered> filtered(List<StatementDelta> statements) {
        return statements.stream()
                .filter(delta -> delta.calls() > 0 && !delta.statement().utility())
                .flatMap(delta -> delta.statement().filters().stream()
                        .filter(filter -> filter.filtered() >= MOST_LEFT_OUT * filter.examined())
                        .map(filter ->
                                new Filtered(filter.relationOid(), filter.columns(), use(delta, Filtered.UNKNOWN))))
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
