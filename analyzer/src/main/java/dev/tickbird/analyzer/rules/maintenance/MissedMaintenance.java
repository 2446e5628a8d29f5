package dev.tickbird.analyzer.rules.maintenance;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.RunEnd;
import dev.tickbird.analyzer.rule.ScheduleCase;
import dev.tickbird.analyzer.rule.ScheduleCase.Task;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.fleet.Schedule;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** A schedule whose newest runs on an instance were missed or failed, until later ones succeed. */
@AutoService(Rule.class)
public final class MissedMaintenance implements Rule.OfSchedule {
    private static final RuleInfo INFO = new RuleInfo(
            "maintenance.missed",
            "A schedule whose newest runs on an instance did not begin in time or failed, or that names more than "
                    + Schedule.MOST_RELATIONS + " relations there.",
            "Runs that wait, those that took the place of a missed one and succeeded, and those that a later one made good.",
            Duration.ZERO,
            List.of());

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(ScheduleCase facts, Thresholds thresholds) {
        List<Task> bad = facts.bad().stream()
                .sorted(Comparator.comparing((Task task) -> task.run().due())
                        .reversed()
                        .thenComparing(task -> task.table().label()))
                .toList();
        if (!bad.isEmpty()) {
            return List.of(missed(facts, bad));
        }
        return facts.leftOut() > 0 ? List.of(tooMany(facts)) : List.of();
    }

    private static Verdict missed(ScheduleCase facts, List<Task> bad) {
        Task newest = bad.getFirst();
        long missed =
                bad.stream().filter(task -> task.run().end() == RunEnd.MISSED).count();
        return about(facts)
                .title("the schedule " + facts.schedule().name() + " "
                        + (missed == bad.size() ? "was missed" : missed == 0 ? "failed" : "was missed or failed")
                        + " on "
                        + (bad.size() == 1 ? newest.table().label() : bad.size() + " relations"))
                .explanation("On " + newest.table().label() + ", due at "
                        + newest.run().due() + ": "
                        + (newest.run().reason() == null
                                ? "no reason was given"
                                : newest.run().reason()) + ".")
                .evidence(Measure.of("schedule.missed", missed, Unit.COUNT))
                .evidence(Measure.of("schedule.failed", bad.size() - missed, Unit.COUNT))
                .remedy(
                        "Look at what became of it with 'tickbird schedules' and 'tickbird actions'. Runs need an approval"
                                + " before their time is over: by a policy, a standing approval or a person.")
                .build();
    }

    private static Verdict tooMany(ScheduleCase facts) {
        return about(facts)
                .title("the schedule " + facts.schedule().name() + " names " + facts.leftOut()
                        + " relations more than one run works on")
                .explanation(
                        "A run works on " + Schedule.MOST_RELATIONS
                                + " relations of an instance, those first that have waited longest; the others wait for the next.")
                .evidence(Measure.of("schedule.left-out", facts.leftOut(), Unit.COUNT)
                        .against(0))
                .remedy("Name fewer under 'objects', divide it into several schedules, or let it run more often.")
                .build();
    }

    private static Problems about(ScheduleCase facts) {
        return Problems.about(new Subject.Schedule(null, null, facts.schedule().name(), null))
                .level(Severity.WARNING);
    }
}
