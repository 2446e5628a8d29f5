package dev.tickbird.analyzer.rules.action;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.ActionsCase;
import dev.tickbird.analyzer.rule.OpenAction;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.execution.ActionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** An approved action that waits, or works, for longer than anybody expects. */
@AutoService(Rule.class)
public final class StuckAction implements Rule.OfActions {
    private static final String WAITING = "waiting";
    private static final String WORKING = "working";
    private static final String UNDECIDED = "undecided";

    private static final RuleInfo INFO = RuleInfo.of(
            "action.stuck",
            "Approved actions of an instance that have waited or worked for long, and proposals that nobody decided about.",
            "Those that wait for their window, and proposals for information, snoozed, waived or forbidden by a policy.",
            Threshold.duration(WAITING, Duration.ofHours(24), "in one state without being at work"),
            Threshold.duration(WORKING, Duration.ofHours(6), "at work"),
            Threshold.duration(
                    UNDECIDED,
                    Duration.ofDays(3),
                    "proposed in mode execute, from a warning on, and not decided about"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(ActionsCase facts, Thresholds thresholds) {
        List<OpenAction> stuck = facts.actions().stream()
                .filter(action -> stuck(action, facts.at(), thresholds))
                .sorted(Comparator.comparing(OpenAction::since).thenComparing(OpenAction::what))
                .toList();
        return stuck.isEmpty() ? List.of() : List.of(verdict(facts, stuck));
    }

    private static boolean stuck(OpenAction action, Instant at, Thresholds thresholds) {
        Duration limit = thresholds.duration(
                action.state() == ActionState.PROPOSED ? UNDECIDED : action.working() ? WORKING : WAITING);
        boolean appointed = action.until() != null && action.until().isAfter(at.plus(limit));
        return !appointed && Duration.between(action.since(), at).compareTo(limit) >= 0;
    }

    private static Verdict verdict(ActionsCase facts, List<OpenAction> stuck) {
        OpenAction oldest = stuck.getFirst();
        Duration age = Duration.between(oldest.since(), facts.at());
        return Problems.about(new Subject.Instance())
                .level(Severity.WARNING)
                .title(
                        stuck.size() == 1
                                ? oldest.what() + " is " + word(oldest) + " for " + Figures.span(age)
                                : stuck.size() + " actions are stuck, the longest for " + Figures.span(age))
                .explanation("The longest: " + oldest.what() + ", " + word(oldest)
                        + (oldest.reason() == null ? "." : ": " + oldest.reason() + "."))
                .evidence(Measure.of("actions.stuck", stuck.size(), Unit.COUNT))
                .evidence(Measure.of("actions.longest", age.toSeconds(), Unit.SECONDS))
                .remedy(
                        "Decide about what is undecided: tickbird proposals. Of the others remove what they wait for, or revoke or"
                                + " cancel them: tickbird actions, tickbird pipeline.")
                .build();
    }

    private static String word(OpenAction action) {
        return action.state() == ActionState.PROPOSED
                ? "undecided"
                : action.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
