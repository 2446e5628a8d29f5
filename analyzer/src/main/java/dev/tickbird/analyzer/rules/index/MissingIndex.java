package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.analyzer.rules.index.IndexCandidates.Candidate;
import dev.tickbird.analyzer.rules.index.PlanCheck.Result;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.snapshot.ConstraintKind;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A table that is read from one end to the other, over and over, by statements that want a few of its rows. */
@AutoService(Rule.class)
public final class MissingIndex implements Rule.Asking {
    private static final String MIN_ROWS = "min-rows";
    private static final String ROWS_PER_HOUR = "rows-per-hour";
    private static final String WARNING_ROWS_PER_HOUR = "warning-rows-per-hour";
    private static final String INDEX_PERCENT = "index-scan-percent";
    private static final String MOST_INDEXES = "most-indexes";
    private static final String PLAN_GAIN = "plan-gain-percent";
    private static final String FOR = "for";
    /** So many candidates of a table are asked about. */
    private static final int MOST_ASKED = 10;

    private static final RuleInfo INFO = RuleInfo.of(
            "index.missing",
            "A table whose rows are read by sequential scans, again and again, for statements whose conditions an index would"
                    + " serve; it names the columns. The planner is asked whether it would use the index: with HypoPG where it is"
                    + " installed, else its plans of today are looked at, where the monitoring login has SELECT on the table.",
            "Small tables, exports and dumps, statements that want a good part of the table, conditions that an index serves"
                    + " already, and what the planner was asked about and would not use.",
            Threshold.number(MIN_ROWS, 10_000, Unit.ROWS, "smaller tables are left alone"),
            Threshold.number(
                    ROWS_PER_HOUR, 10_000_000, Unit.ROWS, "rows read by sequential scans in an hour, at least"),
            Threshold.number(WARNING_ROWS_PER_HOUR, 100_000_000, Unit.ROWS, "the same, from which it is a warning"),
            Threshold.number(INDEX_PERCENT, 95, Unit.PERCENT, "share of index scans from which it is left alone"),
            Threshold.number(
                    PLAN_GAIN,
                    50,
                    Unit.PERCENT,
                    "share of the planner's cost that the index must save, where the planner could be asked"),
            Threshold.number(MOST_INDEXES, 10, Unit.COUNT, "with so many indexes no further one is proposed"),
            Threshold.duration(FOR, Duration.ofHours(1), "how long it must hold"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        return facts.whole().stream()
                .flatMap(whole -> verdicts(whole, thresholds).stream())
                .toList();
    }

    @Override
    public List<PlanQuestion> questions(TableCase facts, Thresholds thresholds) {
        TableCase whole = facts.whole().orElse(null);
        SequentialReading reading = whole == null ? null : SequentialReading.of(whole);
        if (whole == null || reading == null) {
            return List.of();
        }
        PlanCheck planner = planner(whole, thresholds);
        return candidates(whole, reading, thresholds).stream()
                .limit(MOST_ASKED)
                .flatMap(candidate -> planner.question(candidate).stream())
                .toList();
    }

    private static PlanCheck planner(TableCase facts, Thresholds thresholds) {
        return new PlanCheck(facts, thresholds.number(PLAN_GAIN) / 100);
    }

    private static List<Verdict> verdicts(TableCase facts, Thresholds thresholds) {
        SequentialReading reading = SequentialReading.of(facts);
        Workload workload = facts.workload();
        if (reading == null || workload == null) {
            return List.of();
        }
        PlanCheck planner = planner(facts, thresholds);
        List<Checked> candidates = candidates(facts, reading, thresholds).stream()
                .map(candidate -> new Checked(candidate, planner.result(candidate)))
                .filter(checked -> !(checked.plan() instanceof Result.Refuted))
                .toList();
        return candidates.isEmpty() ? List.of() : List.of(verdict(facts, reading, workload, candidates, thresholds));
    }

    /** A candidate and what the planner says of it. */
    private record Checked(Candidate candidate, Result plan) {}

    /** All that statements ask for, whatever the planner says. */
    private static List<Candidate> candidates(TableCase facts, SequentialReading reading, Thresholds thresholds) {
        Workload workload = facts.workload();
        if (workload == null
                || facts.table().extension() != null
                || facts.rows() < thresholds.number(MIN_ROWS)
                || reading.rows() < thresholds.number(ROWS_PER_HOUR)
                || reading.indexPercent() >= thresholds.number(INDEX_PERCENT)) {
            return List.of();
        }
        return IndexCandidates.of(facts, workload).stream()
                .filter(candidate -> !foreignKey(facts.table(), candidate))
                .toList();
    }

    /** The same single column as a foreign key's without an index: that finding proposes it. */
    private static boolean foreignKey(TableDocument table, Candidate candidate) {
        Set<Integer> numbers = table.columns().stream()
                .filter(column -> candidate.names().contains(column.name()))
                .map(column -> column.number())
                .collect(Collectors.toSet());
        return table.constraints().stream()
                .filter(constraint -> constraint.kind() == ConstraintKind.FOREIGN_KEY)
                .anyMatch(constraint -> Set.copyOf(constraint.columns()).equals(numbers));
    }

    private static Verdict verdict(
            TableCase facts,
            SequentialReading reading,
            Workload workload,
            List<Checked> candidates,
            Thresholds thresholds) {
        Candidate best = candidates.getFirst().candidate();
        Result plan = candidates.getFirst().plan();
        int indexes = facts.table().indexes().size();
        Optional<CreateIndex> create = NewIndex.on(facts, "btree", best.columns());
        boolean bearable = indexes < thresholds.number(MOST_INDEXES);
        Problems problem = Problems.about(facts.subject())
                .level(Severity.INFO, thresholds.duration(FOR))
                .title(facts.subject().label() + " lacks an index on " + String.join(", ", best.names()))
                .explanation(explanation(reading, workload, best) + PlanWords.of(plan))
                .evidence(reading.of("table.rows-read-sequentially", reading.rows())
                        .against(thresholds.number(ROWS_PER_HOUR)))
                .evidence(Measure.of("table.index-scans", reading.indexPercent(), Unit.PERCENT)
                        .against(thresholds.number(INDEX_PERCENT)))
                .evidence(Measure.of("table.rows", Math.round(facts.rows()), Unit.ROWS))
                .evidence(reading.of("table.writes", reading.writes()))
                .evidence(Measure.of("table.indexes", indexes, Unit.COUNT).against(thresholds.number(MOST_INDEXES)))
                .gain(Measure.of("statement-time", best.millis(), Unit.MILLISECONDS)
                        .over(workload.span()))
                .remedy(MissingIndexRemedy.of(
                        facts, candidates.stream().map(Checked::candidate).toList(), create, bearable));
        PlanWords.evidence(plan).forEach(problem::evidence);
        if (reading.rows() >= thresholds.number(WARNING_ROWS_PER_HOUR)) {
            problem.level(Severity.WARNING, thresholds.duration(FOR));
        }
        if (bearable) {
            create.ifPresent(action -> problem.action(action, facts.identity()));
        }
        return reading.provisional() ? problem.provisional().build() : problem.build();
    }

    private static String explanation(SequentialReading reading, Workload workload, Candidate best) {
        int statements = best.served().size();
        return (statements == 1 ? "A statement" : statements + " statements") + " that an index would serve ran "
                + Figures.of(Measure.of("calls", Math.round(best.calls()), Unit.COUNT)) + " times in "
                + Figures.span(workload.span()) + ", took "
                + time(best.millis())
                + " and read the table nearly whole each time for a few rows (query id "
                + best.served().getFirst().queryId() + (statements == 1 ? "" : " and others") + ")."
                + (reading.provisional() ? " These figures are of all the time since the counters began." : "");
    }

    private static String time(double millis) {
        Duration whole = Duration.ofMillis(Math.round(millis));
        return whole.compareTo(Duration.ofSeconds(10)) < 0 ? whole.toMillis() + " ms" : Figures.span(whole);
    }
}
