package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.fleet.Schedule;
import java.time.Instant;
import java.util.List;

/**
 * The runs of a schedule on one instance.
 *
 * @param tasks the newest run on each relation
 * @param bad runs that were missed or failed and that no later one made good
 * @param leftOut how many relations it names beyond those that one run works on
 */
public record ScheduleCase(
        InstanceView instance, Instant at, Schedule schedule, List<Task> tasks, List<Task> bad, int leftOut) {
    public ScheduleCase {
        tasks = List.copyOf(tasks);
        bad = List.copyOf(bad);
    }

    /** A run on one relation. */
    public record Task(ScheduledTable table, ScheduledRun run) {}
}
