package dev.tickbird.console.app;

import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.ScheduledRuns;
import dev.tickbird.console.store.ScheduledRuns.Row;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.fleet.Schedule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schedules of the fleet: when they are due, and what became of their last runs. */
public final class Timetable {
    private final PolicyWatch.State policies;
    private final Queries queries;
    private final ScheduledRuns runs;
    private final InstantSource clock;

    Timetable(PolicyWatch.State policies, Queries queries, ScheduledRuns runs, InstantSource clock) {
        this.policies = policies;
        this.queries = queries;
        this.runs = runs;
        this.clock = clock;
    }

    /** A schedule as the fleet file has it, when it is due next, and its last run on each instance that had one. */
    public record Entry(
            String name,
            String cron,
            String timeZone,
            String work,
            List<String> instances,
            Map<String, String> tags,
            List<String> databases,
            List<String> objects,
            String within,
            String missed,
            Instant next,
            List<Run> runs) {
        private static Entry of(Schedule schedule, Instant now, List<Run> runs) {
            return new Entry(
                    schedule.name(),
                    schedule.cron().text(),
                    schedule.timeZone().getId(),
                    schedule.work().label(),
                    schedule.instances(),
                    schedule.tags(),
                    schedule.databases(),
                    schedule.objects(),
                    schedule.within().toString(),
                    schedule.missed().label(),
                    schedule.next(now),
                    List.copyOf(runs));
        }
    }

    /** The last run on one instance: how many of its relations are in which state. */
    public record Run(String instance, Instant due, List<State> states) {}

    /** How many relations are in a state. */
    public record State(ActionState state, long relations) {}

    /**
     * All, in the order of the fleet file.
     *
     * @param instance null for all; else those that work on it
     */
    public List<Entry> entries(@Nullable String instance) {
        Instant now = clock.instant();
        List<Schedule> schedules = policies.schedules().stream()
                .filter(schedule -> instance == null || concerns(schedule, instance))
                .toList();
        Map<String, Map<String, Run>> newest = newest(schedules, instance);
        return schedules.stream()
                .map(schedule -> Entry.of(
                        schedule,
                        now,
                        List.copyOf(
                                newest.getOrDefault(schedule.name(), Map.of()).values())))
                .toList();
    }

    private boolean concerns(Schedule schedule, String instance) {
        return queries.instances().stream()
                .filter(target -> target.instance().equals(InstanceId.of(instance)))
                .anyMatch(target -> schedule.concerns(target.instance(), target.tags()));
    }

    private Map<String, Map<String, Run>> newest(List<Schedule> schedules, @Nullable String instance) {
        Map<String, Map<String, Run>> newest = new LinkedHashMap<>();
        List<String> names = schedules.stream().map(Schedule::name).toList();
        for (Row row : runs.newest(names, instance)) {
            newest.computeIfAbsent(row.schedule(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(row.instance(), any -> new Run(row.instance(), row.due(), new ArrayList<>()))
                    .states()
                    .add(new State(row.state(), row.relations()));
        }
        return newest;
    }
}
