package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.OpenAction;
import dev.tickbird.analyzer.rule.RunEnd;
import dev.tickbird.analyzer.rule.ScheduleCase;
import dev.tickbird.analyzer.rule.ScheduledRun;
import dev.tickbird.analyzer.rule.ScheduledTable;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.MissedRuns;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.wire.Partitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** The runs of schedules on one instance: they become due, are proposed, and end by an outcome or by their time. */
final class ScheduleDesk {
    private final Workspace work;
    private final Evaluator evaluator;
    private final InstanceState.Draft instance;

    ScheduleDesk(Workspace work, Evaluator evaluator, InstanceState.Draft instance) {
        this.work = work;
        this.evaluator = evaluator;
        this.instance = instance;
    }

    /** A table was read: it is remembered if schedules work on it. */
    void note(TableDocument table, String key, RelationsSnapshot snapshot) {
        TargetSpec target = instance.target;
        if (target == null || work.policy().schedules().isEmpty()) {
            return;
        }
        ScheduledTable known = work.scheduled.get(key);
        ScheduledTable now =
                ScheduledTable.of(String.valueOf(snapshot.header().database()), snapshot.databaseOid(), table, known);
        boolean wanted = table.extension() == null
                && work.policy().schedules().stream()
                        .anyMatch(schedule -> concerns(schedule, target) && now.concerns(schedule));
        if (!wanted) {
            forget(key);
        } else if (!now.equals(known)) {
            work.scheduled.put(key, now);
        }
    }

    /** These tables are gone. */
    void forget(String prefix) {
        Set<String> names = new TreeSet<>();
        for (KeyValue<String, ScheduledTable> entry : work.scheduled.startingWith(prefix)) {
            if (entry.key.equals(prefix) || prefix.endsWith("/")) {
                names.addAll(entry.value.schedules());
                work.scheduled.delete(entry.key);
            }
        }
        names.forEach(this::evaluate);
    }

    /** Other schedules count than before: what is left of them ends. */
    void tidy() {
        TargetSpec target = instance.target;
        Set<String> names = new TreeSet<>();
        for (KeyValue<String, ScheduledTable> entry : all()) {
            ScheduledTable kept = entry.value;
            for (String name : entry.value.schedules()) {
                Predicate<Schedule> goesOn =
                        schedule -> target != null && concerns(schedule, target) && entry.value.concerns(schedule);
                if (work.policy().schedule(name).filter(goesOn).isEmpty()) {
                    kept = kept.without(name);
                    names.add(name);
                }
            }
            if (!kept.equals(entry.value)) {
                work.scheduled.put(entry.key, kept);
            }
        }
        names.forEach(this::evaluate);
    }

    /** A schedule was due. Whatever of its run before has not begun is missed; what is at work goes on in place of this one. */
    void begin(Agenda.Due due) {
        Schedule schedule = due.schedule();
        TargetSpec target = instance.target;
        InstanceFacts facts = work.facts.get(instance.instance.value());
        boolean here = target != null
                && target.mode() == Mode.EXECUTE
                && concerns(schedule, target)
                && (facts == null || !facts.inRecovery());
        List<String> chosen = here ? chosen(schedule) : List.of();
        if (chosen.isEmpty()) {
            return;
        }
        String name = schedule.name();
        for (String key : chosen) {
            ScheduledRun before = run(key, name);
            if (before != null && before.open() && !atWork(before)) {
                put(key, name, before.ended(RunEnd.MISSED, "the next one was due before it began"));
            }
        }
        evaluate(name);
        for (String key : chosen) {
            ScheduledRun before = run(key, name);
            if (before == null || !before.open()) {
                put(key, name, run(schedule, due.at()));
            }
        }
        evaluate(name);
        chosen.forEach(key -> noteProposal(key, schedule));
    }

    /** Runs whose time was over then and that are not at work are missed. */
    void expire(Instant over) {
        for (KeyValue<String, ScheduledTable> entry : all()) {
            entry.value.runs().forEach((name, run) -> {
                if (run.open() && !run.until().isAfter(over) && !atWork(run)) {
                    end(entry.key, name, RunEnd.MISSED, waited(run));
                }
            });
        }
    }

    /** The executor has spoken of an action, and perhaps of the end of a run. */
    void heard(Outcome outcome) {
        if (!outcome.rule().equals(Schedule.DUE_RULE) || !outcome.state().terminal()) {
            return;
        }
        for (KeyValue<String, ScheduledTable> entry : all()) {
            entry.value.runs().forEach((name, run) -> {
                if (outcome.action().equals(run.action())) {
                    RunEnd end = end(outcome.state());
                    // Our own withdrawal of a missed run makes an outcome too.
                    if (run.open() || end == RunEnd.DONE) {
                        end(entry.key, name, end, outcome.reason());
                    }
                }
            });
        }
    }

    private static RunEnd end(ActionState state) {
        return switch (state) {
            case SUCCEEDED, SKIPPED, UNDONE -> RunEnd.DONE;
            case EXPIRED -> RunEnd.MISSED;
            case REJECTED, WITHDRAWN, REVOKED, STALE, FAILED, ABORTED -> RunEnd.FAILED;
            case PROPOSED, APPROVED, QUEUED, RUNNING, VERIFYING, RETRY_WAIT ->
                throw new IllegalArgumentException(state + " is no end");
        };
    }

    private void end(String key, String name, RunEnd end, @Nullable String reason) {
        ScheduledRun run = run(key, name);
        if (run == null) {
            return;
        }
        Optional<Schedule> again = work.policy()
                .schedule(name)
                .filter(known -> end == RunEnd.MISSED && !run.inPlace() && known.missed() == MissedRuns.ONCE);
        if (again.isEmpty()) {
            put(key, name, run.ended(end, reason));
            evaluate(name);
        } else {
            repeat(key, again.get());
        }
    }

    /** Another run takes the place of the missed one; nobody is told of that. */
    private void repeat(String key, Schedule schedule) {
        ScheduledTable table = work.scheduled.get(key);
        if (table != null) {
            work.scheduled.put(key, table.withoutRun(schedule.name()));
            evaluate(schedule.name());
            put(key, schedule.name(), inPlace(schedule));
            evaluate(schedule.name());
            noteProposal(key, schedule);
        }
    }

    private ScheduledRun run(Schedule schedule, Instant due) {
        Instant until = due.plus(schedule.within());
        if (until.isAfter(work.at())) {
            return ScheduledRun.due(due, until);
        }
        return schedule.missed() == MissedRuns.ONCE
                ? inPlace(schedule)
                : ScheduledRun.due(due, until)
                        .ended(RunEnd.MISSED, "nobody looked after schedules from then until its time was over");
    }

    private ScheduledRun inPlace(Schedule schedule) {
        return ScheduledRun.inPlace(work.at(), work.at().plus(schedule.within()));
    }

    private boolean atWork(ScheduledRun run) {
        OpenAction action = open(run);
        return action != null && action.working();
    }

    private @Nullable OpenAction open(ScheduledRun run) {
        return run.action() == null ? null : instance.actions.get(run.action().value());
    }

    private String waited(ScheduledRun run) {
        OpenAction action = open(run);
        if (run.action() == null) {
            return "it could not be proposed: the server had not said who it is";
        }
        return action == null
                ? "nobody approved it in time, or its executor did not hear of it"
                : "it was approved and waited" + (action.reason() == null ? "" : ": " + action.reason());
    }

    /** The relations of a run: those first that have waited longest. Partitions of a table that is among them come with it. */
    private List<String> chosen(Schedule schedule) {
        List<KeyValue<String, ScheduledTable>> named = named(schedule);
        Comparator<KeyValue<String, ScheduledTable>> longest =
                Comparator.comparing(entry -> lastDue(entry.value, schedule.name()));
        return named.stream()
                .sorted(longest.thenComparing(entry -> entry.value.label()))
                .limit(Schedule.MOST_RELATIONS)
                .map(entry -> entry.key)
                .toList();
    }

    private List<KeyValue<String, ScheduledTable>> named(Schedule schedule) {
        List<KeyValue<String, ScheduledTable>> all =
                all().stream().filter(entry -> entry.value.concerns(schedule)).toList();
        Set<String> tables = new HashSet<>();
        all.forEach(entry -> tables.add(entry.value.databaseOid() + "/" + entry.value.oid()));
        return all.stream()
                .filter(entry -> !tables.contains(entry.value.databaseOid() + "/" + entry.value.parentOid()))
                .toList();
    }

    private static Instant lastDue(ScheduledTable table, String name) {
        ScheduledRun run = table.runs().get(name);
        return run == null ? Instant.MIN : run.due();
    }

    private void noteProposal(String key, Schedule schedule) {
        ScheduledTable table = work.scheduled.get(key);
        ScheduledRun run = run(key, schedule.name());
        if (table == null || run == null || !run.open()) {
            return;
        }
        FindingId finding = Finding.id(Schedule.DUE_RULE, instance.instance, table.subject(schedule));
        Proposal proposal = work.proposals.get(Partitions.key(instance.instance.value(), finding.value()));
        if (proposal != null) {
            put(key, schedule.name(), run.proposed(proposal.id()));
        }
    }

    private void evaluate(String name) {
        FindingsDesk desk = new FindingsDesk(work, instance);
        Optional<Schedule> schedule = work.policy().schedule(name);
        if (schedule.isEmpty()) {
            desk.gone(Scopes.schedule(name) + "/");
            return;
        }
        List<ScheduleCase.Task> tasks = tasks(table -> table.runs().get(name));
        List<ScheduleCase.Task> bad = tasks(table -> table.bad().get(name));
        int leftOut = tasks.isEmpty() ? 0 : Math.max(0, named(schedule.get()).size() - Schedule.MOST_RELATIONS);
        ScheduleCase facts = new ScheduleCase(Views.of(instance, work), work.at(), schedule.get(), tasks, bad, leftOut);
        desk.apply(Scopes.schedule(name), evaluator.schedule(facts), Duration.ZERO);
    }

    private List<ScheduleCase.Task> tasks(Function<ScheduledTable, @Nullable ScheduledRun> which) {
        List<ScheduleCase.Task> tasks = new ArrayList<>();
        for (KeyValue<String, ScheduledTable> entry : all()) {
            ScheduledRun run = which.apply(entry.value);
            if (run != null) {
                tasks.add(new ScheduleCase.Task(entry.value, run));
            }
        }
        return tasks;
    }

    private List<KeyValue<String, ScheduledTable>> all() {
        return work.scheduled.startingWith(instance.instance.value() + "/");
    }

    private @Nullable ScheduledRun run(String key, String name) {
        ScheduledTable table = work.scheduled.get(key);
        return table == null ? null : table.runs().get(name);
    }

    private void put(String key, String name, ScheduledRun run) {
        ScheduledTable table = work.scheduled.get(key);
        if (table != null) {
            work.scheduled.put(key, table.with(name, run));
        }
    }

    private static boolean concerns(Schedule schedule, TargetSpec target) {
        return schedule.concerns(target.instance(), target.tags());
    }
}
