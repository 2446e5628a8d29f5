package dev.tickbird.analyzer.rules.action;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.FollowedAction;
import dev.tickbird.analyzer.rule.FollowedCase;
import dev.tickbird.analyzer.rule.ObjectIdentity;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.ReadingEffect;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.StatementEffect;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The application became slower after an action that changed its plans. */
@AutoService(Rule.class)
public final class RegressedAction implements Rule.OfFollowed {
    private static final String FOLLOW = "follow";
    private static final String FACTOR = "factor";
    private static final String CALLS = "min-calls";
    private static final String EXTRA = "min-extra";
    private static final String READING = "reading-factor";
    private static final String ROWS = "min-rows";
    private static final int SHOWN = 3;

    private static final RuleInfo INFO = RuleInfo.of(
            FollowedAction.RULE,
            "Statements that became slower, or a table that is read from end to end more, after an index was created or dropped or a"
                    + " setting was changed by an action.",
            "What became slower later than that, new statements, and what is too little to matter.",
            Threshold.duration(FOLLOW, Duration.ofHours(24), "for which the effect of an action is added up"),
            Threshold.number(FACTOR, 2, "ratio", "a statement's mean time, beside that of before"),
            Threshold.number(CALLS, 20, "count", "calls before and since, for a mean to count"),
            Threshold.duration(EXTRA, Duration.ofMinutes(1), "more execution time than at the cost of before"),
            Threshold.number(READING, 3, "ratio", "rows read by sequential scans each hour, beside before"),
            Threshold.number(ROWS, 10_000_000, "count", "rows that sequential scans read since, to matter"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Duration follows(Thresholds thresholds) {
        return thresholds.duration(FOLLOW);
    }

    @Override
    public List<Verdict> evaluate(FollowedCase facts, Thresholds thresholds) {
        Map<Subject, FollowedAction> worst = new LinkedHashMap<>();
        facts.actions().stream()
                .filter(action -> !slower(action, thresholds).isEmpty() || readMore(action, thresholds))
                .sorted(Comparator.comparing(FollowedAction::since).reversed())
                .forEach(action -> worst.putIfAbsent(action.subject(), action));
        return worst.values().stream()
                .map(action -> verdict(action, thresholds))
                .toList();
    }

    private static List<StatementEffect> slower(FollowedAction action, Thresholds thresholds) {
        List<StatementEffect> slower = action.statements().stream()
                .filter(effect -> Math.min(effect.calls(), effect.callsBefore()) >= thresholds.number(CALLS))
                .filter(effect -> effect.mean() >= thresholds.number(FACTOR) * effect.meanBefore())
                .sorted(Comparator.comparingDouble(StatementEffect::extraMillis).reversed())
                .toList();
        return extraMillis(slower) >= thresholds.duration(EXTRA).toMillis() ? slower : List.of();
    }

    private static double extraMillis(List<StatementEffect> slower) {
        return slower.stream().mapToDouble(StatementEffect::extraMillis).sum();
    }

    private static boolean readMore(FollowedAction action, Thresholds thresholds) {
        ReadingEffect reading = action.reading();
        return reading != null
                && reading.rowsPerHourBefore() != null
                && reading.scans() >= thresholds.number(CALLS)
                && reading.rows() >= thresholds.number(ROWS)
                && reading.rowsPerHour() >= thresholds.number(READING) * reading.rowsPerHourBefore();
    }

    private static Verdict verdict(FollowedAction action, Thresholds thresholds) {
        List<StatementEffect> slower = slower(action, thresholds);
        List<String> told = new ArrayList<>();
        slower.stream().limit(SHOWN).forEach(effect -> told.add(statement(effect)));
        if (slower.size() > SHOWN) {
            told.add((slower.size() - SHOWN) + " more");
        }
        ReadingEffect reading = readMore(action, thresholds) ? action.reading() : null;
        if (reading != null) {
            told.add("sequential scans read " + perHour(reading));
        }
        Problems problem = Problems.about(action.subject())
                .level(Severity.WARNING)
                .since(action.since())
                .title("The application is slower since " + action.what())
                .explanation("Since the action ended, at " + action.since() + ": " + String.join("; ", told)
                        + ". Other causes are possible: look at the statements before you undo it.");
        if (!slower.isEmpty()) {
            problem.evidence(Measure.of("statements.slower", slower.size(), Unit.COUNT))
                    .evidence(Measure.of("statements.extra-time", extraMillis(slower) / 1000, Unit.SECONDS)
                            .against(thresholds.duration(EXTRA).toSeconds()));
        }
        if (reading != null) {
            problem.evidence(Measure.of("table.sequential-rows", reading.rows(), Unit.COUNT)
                    .over(reading.over()));
        }
        return remedied(problem, action).build();
    }

    private static Problems remedied(Problems problem, FollowedAction action) {
        Action undo = action.undo();
        ObjectIdentity on = action.undoOn();
        if (undo != null && on != null) {
            return problem.remedy("Take it back: " + String.valueOf(undo.type()).replace('-', ' ') + " " + undo.object()
                            + ".")
                    .action(undo, on);
        }
        return problem.remedy(
                "Take it back by hand; what was there before is in the action's outcome: tickbird actions show "
                        + action.id().value() + ".");
    }

    private static String statement(StatementEffect effect) {
        return "statement " + effect.queryId() + " takes " + millis(effect.mean()) + " a call instead of "
                + millis(effect.meanBefore()) + " (" + Math.round(effect.calls()) + " calls)";
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    private static String perHour(ReadingEffect reading) {
        double before = reading.rowsPerHourBefore() == null ? 0 : reading.rowsPerHourBefore();
        return count(reading.rowsPerHour()) + " rows of the table an hour instead of " + count(before);
    }

    private static String count(double count) {
        return Figures.of(Measure.of("rows", Math.round(count), Unit.COUNT));
    }
}
