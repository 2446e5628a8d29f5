package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.lifecycle.Tracked;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.SilenceCase;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.wire.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The passing of time: what rises, clears or falls silent by itself. */
final class TickHandler {
    private static final int MISSED_INTERVALS = 3;
    /** How often proposals that wait for people are looked at where no action is open. */
    private static final long LOOK_MILLIS = 600_000;

    private TickHandler() {}

    /** @param inMotion keys of the findings that time alone may change */
    static void handle(
            Tick tick,
            Workspace work,
            Evaluator evaluator,
            Appointments appointments,
            Collection<String> inMotion,
            Collection<String> instances) {
        Instant before = Instant.ofEpochMilli(work.clock().lastTick());
        work.clock(work.clock().tick(work.at().toEpochMilli(), tick.intervalMillis()));
        boolean look = before.toEpochMilli() / LOOK_MILLIS != work.at().toEpochMilli() / LOOK_MILLIS;
        for (String instance : List.copyOf(instances)) {
            listen(InstanceId.of(instance), look, work, evaluator);
        }
        for (String key : List.copyOf(inMotion)) {
            Tracked known = work.findings.get(key);
            if (known != null && known.finding().state() != FindingState.UNKNOWN) {
                new FindingsDesk(work, work.instance(known.finding().instance())).age(key, known);
            }
        }
        appointments.pass(before, work, evaluator, instances);
    }

    private static void listen(InstanceId id, boolean look, Workspace work, Evaluator evaluator) {
        InstanceState.Draft instance = work.instance(id);
        if (instance.target == null) {
            return;
        }
        Intervals intervals = Views.intervals(instance);
        Duration silent = Duration.ofMillis(work.clock().millis() - instance.heardAt);
        FindingsDesk desk = new FindingsDesk(work, instance);
        if (look || !instance.actions.isEmpty()) {
            OpenActions.judge(instance, work, evaluator);
        }
        boolean missed = silent.compareTo(intervals.canary().multipliedBy(MISSED_INTERVALS)) >= 0;
        if (!missed) {
            return;
        }
        SilenceCase facts = new SilenceCase(Views.of(instance, work), work.at(), intervals.canary(), silent);
        desk.apply(Scopes.SILENCE, evaluator.silence(facts), intervals.canary());
        if (!instance.silenced) {
            instance.silenced = true;
            desk.silence("nothing is heard of the server");
            work.instance(instance);
        }
    }
}
