package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.InstanceCase;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Facts of the whole server, the canary, and failures to reach it. */
final class InstanceHandler {
    /** Readings before the usual time counts as learned. */
    private static final int LEARNED_AFTER = 60;
    /** How much one reading moves the usual time. */
    private static final double WEIGHT = 0.01;

    private static final int MISSED_INTERVALS = 3;

    private InstanceHandler() {}

    static void handle(InstanceSnapshot snapshot, Workspace work, Evaluator evaluator) {
        InstanceState.Draft instance = work.instance(snapshot.header().instance());
        StreamPosition.Next next = StreamPosition.next(instance.streams.get("instance"), snapshot.header());
        if (next.step() == StreamPosition.Step.DROP) {
            return;
        }
        instance.position("instance", next.position());
        instance.identify(snapshot.header());
        instance.heardAt = work.clock().millis();
        FindingsDesk desk = new FindingsDesk(work, instance);
        InstanceFacts facts = snapshot.facts();
        if (facts != null) {
            FactsHandler.handle(snapshot.header(), facts, instance, work, evaluator);
            UsageHandler.greet(instance, snapshot.header().takenAt(), work);
            forgetDroppedDatabases(facts, instance, work, evaluator, desk);
        }
        judge(snapshot, instance, work, evaluator, desk);
        work.instance(instance);
    }

    private static void judge(
            InstanceSnapshot snapshot,
            InstanceState.Draft instance,
            Workspace work,
            Evaluator evaluator,
            FindingsDesk desk) {
        Intervals intervals = Views.intervals(instance);
        InstanceView view = Views.of(instance, work);
        boolean reachable = snapshot.reachability().reachable();
        Double usual = instance.baselineReadings < LEARNED_AFTER ? null : Double.valueOf(instance.baselineMillis);
        InstanceCase facts =
                new InstanceCase(view, snapshot.header().takenAt(), snapshot.reachability(), snapshot.canary(), usual);
        desk.apply(Scopes.SILENCE, evaluator.silence(Views.heard(view, work.at(), intervals)), intervals.canary());
        if (reachable) {
            instance.unreachableSince = null;
            if (instance.silenced) {
                instance.silenced = false;
                desk.heard();
            }
            learn(snapshot.canary(), instance);
        } else {
            long since = instance.unreachableSince == null ? work.clock().millis() : instance.unreachableSince;
            instance.unreachableSince = since;
            boolean forLong = work.clock().millis() - since
                    >= MISSED_INTERVALS * intervals.canary().toMillis();
            if (forLong && !instance.silenced) {
                instance.silenced = true;
                desk.silence("the server cannot be reached");
            }
        }
        if (snapshot.canary() != null || !reachable) {
            desk.apply(Scopes.REACHABILITY, evaluator.instance(facts), intervals.canary());
        }
    }

    private static void learn(@Nullable Canary canary, InstanceState.Draft instance) {
        if (canary == null) {
            return;
        }
        double millis = Math.max(0, canary.statementMillis() - canary.networkMillis());
        instance.baselineReadings++;
        double weight = Math.max(WEIGHT, 1.0 / instance.baselineReadings);
        instance.baselineMillis += weight * (millis - instance.baselineMillis);
    }

    private static void forgetDroppedDatabases(
            InstanceFacts facts, InstanceState.Draft instance, Workspace work, Evaluator evaluator, FindingsDesk desk) {
        Set<String> present = facts.databases().stream()
                .map(DatabaseFacts::oid)
                .map(String::valueOf)
                .collect(Collectors.toSet());
        String prefix = instance.instance.value() + "/";
        for (KeyValue<String, DatabaseState> entry : work.databases.startingWith(prefix)) {
            String oid = entry.key.substring(prefix.length());
            if (!present.contains(oid)) {
                desk.gone(Scopes.database(Long.parseLong(oid)));
                new ScheduleDesk(work, evaluator, instance).forget(entry.key + "/");
                work.tables.startingWith(entry.key + "/").forEach(table -> work.tables.delete(table.key));
                work.sequences.startingWith(entry.key + "/").forEach(row -> work.sequences.delete(row.key));
                work.workloads.delete(entry.key);
                work.databases.delete(entry.key);
            }
        }
    }
}
