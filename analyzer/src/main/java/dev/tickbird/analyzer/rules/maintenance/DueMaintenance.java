package dev.tickbird.analyzer.rules.maintenance;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.ScheduleCase;
import dev.tickbird.analyzer.rule.ScheduleCase.Task;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.fleet.Schedule;
import java.time.Duration;
import java.util.List;

/** A run of a schedule that is due: the finding lasts as long as the run does. */
@AutoService(Rule.class)
public final class DueMaintenance implements Rule.OfSchedule {
    private static final RuleInfo INFO = new RuleInfo(
            Schedule.DUE_RULE,
            "A relation on which a schedule of the fleet file wants to work now. Nobody is told; approval works as for any"
                    + " other proposal, by a policy too.",
            "Runs that have ended.",
            Duration.ZERO,
            List.of());

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(ScheduleCase facts, Thresholds thresholds) {
        return facts.tasks().stream()
                .filter(task -> task.run().open())
                .map(task -> verdict(facts.schedule(), task))
                .toList();
    }

    private static Verdict verdict(Schedule schedule, Task task) {
        return Problems.about(task.table().subject(schedule))
                .level(Severity.INFO)
                .title(task.table().label() + " is due for " + schedule.work().label() + " by the schedule "
                        + schedule.name())
                .explanation((task.run().inPlace()
                                ? "A run was missed, and this one takes its place. It was asked for at "
                                : "It was due at ")
                        + task.run().due() + " and must begin before "
                        + task.run().until() + ".")
                .since(task.run().due())
                .remedy("A policy, a standing approval or a person approves it: tickbird proposals.")
                .action(action(schedule, task), task.table().identity())
                .window(task.run().window())
                .build();
    }

    private static Action action(Schedule schedule, Task task) {
        String schema = task.table().schema();
        String name = task.table().name();
        return switch (schedule.work()) {
            case ANALYZE -> new Analyze(schema, name);
            case VACUUM -> new Vacuum(schema, name, List.of());
            case REFRESH ->
                new RefreshMaterializedView(schema, name, task.table().concurrently());
        };
    }
}
