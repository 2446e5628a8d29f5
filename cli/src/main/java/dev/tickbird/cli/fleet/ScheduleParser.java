package dev.tickbird.cli.fleet;

import dev.tickbird.cli.fleet.FleetYaml.Recurring;
import dev.tickbird.schemas.fleet.Cron;
import dev.tickbird.schemas.fleet.MissedRuns;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.fleet.ScheduledWork;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code schedules}. */
final class ScheduleParser {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    /** An order lives for 14 days. */
    private static final Duration LONGEST = Duration.ofDays(13);

    private static final List<String> WORK =
            Arrays.stream(ScheduledWork.values()).map(ScheduledWork::label).toList();
    private static final List<String> MISSED =
            Arrays.stream(MissedRuns.values()).map(MissedRuns::label).toList();

    private final List<TargetSpec> targets;
    private final Scopes scopes;
    private final Complaints complaints;
    private final CalendarWords words;

    ScheduleParser(List<TargetSpec> targets, Complaints complaints) {
        this.targets = targets;
        this.scopes = new Scopes(targets, complaints);
        this.complaints = complaints;
        this.words = new CalendarWords(complaints);
    }

    List<Schedule> schedules(@Nullable List<Recurring> written) {
        List<Schedule> schedules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; written != null && i < written.size(); i++) {
            Recurring recurring = written.get(i);
            String path = "schedules[" + i + "]";
            checkName(path, recurring.name(), names);
            Schedule schedule = schedule(path, recurring);
            if (schedule != null) {
                warn(path, schedule);
                schedules.add(schedule);
            }
        }
        return schedules;
    }

    private void checkName(String path, @Nullable String name, Set<String> names) {
        if (name == null) {
            complaints.error(path, "the key \"name\" is missing: findings and lists show it, e.g. nightly-parents");
        } else if (!Schedule.isName(name)) {
            complaints.error(path + ".name", "'" + name + "' is not valid: 1 to 63 lower-case letters, digits and '-'");
        } else if (!names.add(name)) {
            complaints.error(path + ".name", "there is a schedule '" + name + "' already");
        }
    }

    private @Nullable Schedule schedule(String path, Recurring recurring) {
        int before = complaints.errors();
        Cron cron = words.cron(path, recurring.cron());
        ZoneId zone = words.zone(path + ".timeZone", recurring.timeZone());
        ScheduledWork work = work(path, recurring);
        Duration within = within(path + ".within", recurring.within());
        MissedRuns missed = missed(path + ".missed", recurring.missed());
        checkObjects(path, recurring.objects());
        scopes.check(path, recurring.instances(), recurring.tags());
        String name = recurring.name();
        if (complaints.errors() > before || name == null || !Schedule.isName(name) || cron == null || work == null) {
            return null;
        }
        return new Schedule(
                name,
                cron,
                zone,
                list(recurring.instances()),
                recurring.tags() == null ? Map.of() : recurring.tags(),
                list(recurring.databases()),
                work,
                list(recurring.objects()),
                within,
                missed);
    }

    private Duration within(String path, @Nullable String written) {
        Duration within = written == null ? null : complaints.duration(path, written, SHORTEST);
        if (within != null && within.compareTo(LONGEST) > 0) {
            complaints.error(path, written + " is too long: at most 13d");
        }
        return within == null ? Schedule.USUALLY_WITHIN : within;
    }

    private MissedRuns missed(String path, @Nullable String written) {
        String word = written == null ? null : complaints.word(path, written, MISSED);
        return word == null ? MissedRuns.SKIP : MissedRuns.of(word);
    }

    private @Nullable ScheduledWork work(String path, Recurring recurring) {
        if (recurring.work() == null) {
            complaints.error(path, "the key \"work\" is missing: one of " + String.join(", ", WORK));
            return null;
        }
        String word = complaints.word(path + ".work", recurring.work(), WORK);
        if (word == null) {
            return null;
        }
        ScheduledWork work = ScheduledWork.of(word);
        if (work == ScheduledWork.VACUUM && list(recurring.objects()).isEmpty()) {
            complaints.error(
                    path, "the key \"objects\" is missing: vacuum needs to know the tables, e.g. [\"public.orders\"]");
        }
        return work;
    }

    private void checkObjects(String path, @Nullable List<String> objects) {
        for (int i = 0; objects != null && i < objects.size(); i++) {
            if (!String.valueOf(objects.get(i)).matches(".+\\..+")) {
                complaints.error(
                        path + ".objects[" + i + "]",
                        "'" + objects.get(i) + "' names no schema: write schema.name, e.g. public.orders or sales.*");
            }
        }
    }

    /** What is allowed and may not be meant. */
    private void warn(String path, Schedule schedule) {
        List<TargetSpec> concerned = targets.stream()
                .filter(target -> schedule.concerns(target.instance(), target.tags()))
                .toList();
        if (!concerned.isEmpty() && concerned.stream().noneMatch(target -> target.mode() == Mode.EXECUTE)) {
            complaints.warn(
                    path,
                    "it does nothing: schedules run where the mode is execute, and that of "
                            + concerned.getFirst().instance() + " is "
                            + concerned.getFirst().mode().label());
        }
        Duration shortest = shortestPause(schedule);
        if (shortest.compareTo(schedule.within()) < 0) {
            complaints.warn(
                    path + ".within",
                    "it is due again after " + shortest
                            + ": a run that has not begun by then is given up, though 'within' is "
                            + schedule.within());
        }
    }

    private static Duration shortestPause(Schedule schedule) {
        Instant due = schedule.next(Instant.EPOCH);
        Duration shortest = Duration.ofDays(400);
        for (int i = 0; i < 100; i++) {
            Instant next = schedule.next(due);
            Duration pause = Duration.between(due, next);
            shortest = pause.compareTo(shortest) < 0 ? pause : shortest;
            due = next;
        }
        return shortest;
    }

    private static List<String> list(@Nullable List<String> written) {
        return written == null ? List.of() : written;
    }
}
