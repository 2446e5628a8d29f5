package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.ScheduledRun;
import dev.tickbird.analyzer.rule.ScheduledTable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.wire.Partitions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What schedules have to do with the instances of one partition as time passes. What it remembers can be computed again: when the last
 * tick was is in the store, so nothing that was due meanwhile is forgotten by a restart.
 */
final class Appointments {
    /** An executor's word of a beginning just before the end may come a little later. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Deadlines deadlines = new Deadlines();
    private Agenda agenda = new Agenda(List.of());
    private boolean changed = true;

    /** From now on these schedules count. */
    void follow(FleetPolicy policy) {
        agenda = new Agenda(policy.schedules());
        changed = true;
    }

    /** What has become of a table's runs. */
    void note(String key, Optional<ScheduledTable> table) {
        deadlines.put(
                key,
                table.flatMap(known -> known.runs().values().stream()
                                .filter(ScheduledRun::open)
                                .map(ScheduledRun::until)
                                .min(Instant::compareTo))
                        .map(until -> until.plus(GRACE))
                        .orElse(null));
    }

    /**
     * Time has passed.
     *
     * @param before the tick before this one; the epoch when there was none
     * @param instances the names of those of this partition
     */
    void pass(Instant before, Workspace work, Evaluator evaluator, Collection<String> instances) {
        // Without a policy that was read nothing was taken away.
        if (changed && work.policy().revision() > 0) {
            tidy(work, evaluator);
        }
        Instant over = work.at().minus(GRACE);
        deadlines.until(work.at()).stream()
                .map(Partitions::instance)
                .distinct()
                .forEach(instance -> desk(instance, work, evaluator).expire(over));
        if (before.equals(Instant.EPOCH)) {
            return;
        }
        for (Agenda.Due due : agenda.between(before, work.at())) {
            instances.forEach(instance -> desk(instance, work, evaluator).begin(due));
        }
    }

    /** Other schedules count than those for which some of it was written down. */
    private void tidy(Workspace work, Evaluator evaluator) {
        work.scheduled.startingWith("").stream()
                .map(entry -> Partitions.instance(entry.key))
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(instance -> desk(instance, work, evaluator).tidy());
        changed = false;
    }

    private static ScheduleDesk desk(String instance, Workspace work, Evaluator evaluator) {
        return new ScheduleDesk(work, evaluator, work.instance(InstanceId.of(instance)));
    }
}
