package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.delta.Epoch;
import dev.tickbird.analyzer.delta.StatementDeltas;
import dev.tickbird.analyzer.delta.TableUses;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.StatementDelta;
import dev.tickbird.analyzer.rule.StatementsCase;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** pg_stat_statements of one server. */
final class StatementsHandler {
    private static final String STREAM = "statements";
    private static final String OTHER = "other";

    private StatementsHandler() {}

    static void handle(StatementsSnapshot snapshot, Workspace work, Evaluator evaluator) {
        SnapshotHeader header = snapshot.header();
        InstanceState.Draft instance = work.instance(header.instance());
        StreamPosition.Next next = StreamPosition.next(instance.streams.get(STREAM), header);
        if (next.step() == StreamPosition.Step.DROP) {
            return;
        }
        instance.position(STREAM, next.position());
        instance.identify(header);
        if (next.step() == StreamPosition.Step.TAKE) {
            take(snapshot, instance, work, evaluator);
        }
        work.instance(instance);
    }

    private static void take(
            StatementsSnapshot snapshot, InstanceState.Draft instance, Workspace work, Evaluator evaluator) {
        SnapshotHeader header = snapshot.header();
        int epoch = Epoch.of(header, snapshot.statsReset()).mark();
        boolean sameEpoch = instance.statementsAt != null && instance.statementsEpoch == epoch;
        List<StatementDelta> deltas = new ArrayList<>(header.part() == 1 ? List.of() : instance.pendingStatements);
        for (StatementCounters statement : snapshot.statements()) {
            read(statement, key(instance, statement), sameEpoch, work, deltas);
        }
        if (snapshot.other() != null) {
            read(snapshot.other(), instance.instance.value() + "/" + OTHER, sameEpoch, work, deltas);
        }
        if (header.part() < header.parts()) {
            instance.pendingStatements = deltas;
            return;
        }
        judge(header.takenAt(), deltas, sameEpoch, instance, work, evaluator);
        instance.pendingStatements = List.of();
        instance.statementsAt = header.takenAt();
        instance.statementsEpoch = epoch;
        if (header.kind() == SnapshotKind.FULL && header.parts() == 1) {
            forgetAbsent(snapshot, instance, work);
        }
    }

    private static void read(
            StatementCounters now, String key, boolean sameEpoch, Workspace work, List<StatementDelta> deltas) {
        StatementCounters before = work.statements.get(key);
        if (sameEpoch && before != null) {
            StatementDeltas.between(before, now).ifPresent(deltas::add);
        }
        work.statements.put(key, withoutText(now));
    }

    private static void judge(
            Instant at,
            List<StatementDelta> deltas,
            boolean sameEpoch,
            InstanceState.Draft instance,
            Workspace work,
            Evaluator evaluator) {
        Instant before = instance.statementsAt;
        if (!sameEpoch || before == null || !at.isAfter(before)) {
            return;
        }
        double total = deltas.stream().mapToDouble(StatementDelta::millis).sum();
        List<StatementDelta> listed = deltas.stream()
                .filter(delta -> !delta.statement().queryId().equals(OTHER))
                .toList();
        remember(listed, before, at, instance, work);
        new Followed(instance, work, evaluator).statements(listed);
        StatementsCase facts =
                new StatementsCase(Views.of(instance, work), at, Duration.between(before, at), listed, total);
        new FindingsDesk(work, instance)
                .apply(
                        Scopes.STATEMENTS,
                        evaluator.statements(facts),
                        Views.intervals(instance).statements());
    }

    /** What they ask of tables: rules on missing indexes read it with the tables. */
    private static void remember(
            List<StatementDelta> listed, Instant from, Instant at, InstanceState.Draft instance, Workspace work) {
        Map<Long, List<StatementDelta>> byDatabase = listed.stream()
                .collect(Collectors.groupingBy(delta -> delta.statement().databaseOid()));
        byDatabase.forEach((database, deltas) -> {
            String key = instance.instance.value() + "/" + database;
            Workload known = work.workloads.get(key);
            Workload before = known == null ? Workload.empty(from) : known;
            work.workloads.put(key, before.and(TableUses.of(deltas), TableUses.filtered(deltas), at));
        });
    }

    private static void forgetAbsent(StatementsSnapshot snapshot, InstanceState.Draft instance, Workspace work) {
        List<String> present =
                snapshot.statements().stream().map(row -> key(instance, row)).toList();
        Set<String> keys = new HashSet<>(present);
        keys.add(instance.instance.value() + "/" + OTHER);
        work.statements.startingWith(instance.instance.value() + "/").forEach(entry -> {
            if (!keys.contains(entry.key)) {
                work.statements.delete(entry.key);
            }
        });
    }

    private static String key(InstanceState.Draft instance, StatementCounters statement) {
        return instance.instance.value() + "/" + statement.databaseOid() + "." + statement.userOid() + "."
                + statement.queryId() + "." + statement.topLevel();
    }

    private static StatementCounters withoutText(StatementCounters now) {
        return new StatementCounters(
                now.queryId(),
                now.userOid(),
                now.user(),
                now.databaseOid(),
                now.database(),
                now.topLevel(),
                now.utility(),
                null,
                now.calls(),
                now.planMillis(),
                now.executionMillis(),
                now.rows(),
                now.blocksHit(),
                now.blocksRead(),
                now.blocksWritten(),
                now.tempBlocksRead(),
                now.tempBlocksWritten(),
                now.blockReadMillis(),
                now.blockWriteMillis(),
                now.walBytes(),
                now.statsSince(),
                List.of());
    }
}
