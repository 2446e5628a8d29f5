package dev.tickbird.analyzer.examine;

import dev.tickbird.analyzer.delta.StatementDeltas;
import dev.tickbird.analyzer.delta.TableUses;
import dev.tickbird.analyzer.rule.StatementDelta;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements without a window of ours: all that their counters hold. */
final class SinceReset {
    private SinceReset() {}

    /** When they began to count, as far as it is known. */
    static Instant of(StatementsSnapshot now) {
        return Stream.of(now.statsReset(), now.header().postmasterStart())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(now.header().takenAt());
    }

    /** What they ask of the tables, by database. */
    static Map<Long, Workload> workloads(StatementsSnapshot now) {
        Map<Long, List<StatementDelta>> byDatabase = now.statements().stream()
                .map(StatementDeltas::whole)
                .collect(Collectors.groupingBy(delta -> delta.statement().databaseOid()));
        Map<Long, Workload> workloads = new HashMap<>();
        byDatabase.forEach((database, deltas) -> workloads.put(
                database,
                Workload.empty(of(now))
                        .and(
                                TableUses.of(deltas),
                                TableUses.filtered(deltas),
                                now.header().takenAt())));
        return workloads;
    }
}
