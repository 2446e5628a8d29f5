package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.fleet.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which schedules are due as time passes. It remembers until when nothing is, so that most ticks cost a comparison. */
final class Agenda {
    private final List<Schedule> schedules;
    private Instant calmFrom = Instant.MAX;
    private Instant calmUntil = Instant.MIN;

    Agenda(List<Schedule> schedules) {
        this.schedules = List.copyOf(schedules);
    }

    /** The last time at which a schedule was due. */
    record Due(Schedule schedule, Instant at) {}

    /** Those that were due after the one and not after the other: each once, however often it was. */
    List<Due> between(Instant after, Instant until) {
        if (schedules.isEmpty() || (!after.isBefore(calmFrom) && until.isBefore(calmUntil))) {
            return List.of();
        }
        List<Due> due = new ArrayList<>();
        Instant next = Instant.MAX;
        for (Schedule schedule : schedules) {
            schedule.last(after, until).ifPresent(at -> due.add(new Due(schedule, at)));
            Instant then = schedule.next(until);
            next = then.isBefore(next) ? then : next;
        }
        calmFrom = until;
        calmUntil = next;
        return due;
    }
}
