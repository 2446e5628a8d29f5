package dev.tickbird.analyzer.rules.sequence;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.SequenceCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.SequenceDocument;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** A sequence that comes near its end, or near the end of the column's type. */
@AutoService(Rule.class)
public final class SequenceExhaustion implements Rule.OfSequence {
    private static final String WARNING_PERCENT = "warning-percent";
    private static final String CRITICAL_PERCENT = "critical-percent";
    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private static final RuleInfo INFO = RuleInfo.of(
            "sequence.exhaustion",
            "A sequence whose last value has used up most of what the narrower of sequence and column type can hold.",
            "Sequences that cycle.",
            Threshold.number(WARNING_PERCENT, 75, Unit.PERCENT, "share used from which it is a warning"),
            Threshold.number(CRITICAL_PERCENT, 90, Unit.PERCENT, "share used from which it is critical"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(SequenceCase facts, Thresholds thresholds) {
        SequenceDocument sequence = facts.sequence();
        Long last = sequence.lastValue();
        if (sequence.cycle() || sequence.increment() == 0) {
            return List.of();
        }
        if (!sequence.readable()) {
            return List.of(new Verdict.Unknown(
                    subject(facts),
                    "our login may not read its last value",
                    "GRANT SELECT ON SEQUENCE " + Identifier.qualified(sequence.schema(), sequence.name())
                            + " TO the monitoring role"));
        }
        if (last == null) {
            return List.of();
        }
        double percent = 100 * sequence.usedShare().orElseThrow();
        if (percent < thresholds.number(WARNING_PERCENT)) {
            return List.of();
        }
        return List.of(verdict(facts, percent, Math.abs((double) sequence.end() - last), thresholds));
    }

    private static Verdict verdict(SequenceCase facts, double percent, double left, Thresholds thresholds) {
        SequenceDocument sequence = facts.sequence();
        String feeds = sequence.table() == null
                ? ""
                : " It feeds " + sequence.tableSchema() + "." + sequence.table() + "." + sequence.column() + " ("
                        + sequence.columnType() + ").";
        OptionalDouble days = days(facts, left);
        Problems problem = Problems.about(subject(facts))
                .level(percent >= thresholds.number(CRITICAL_PERCENT) ? Severity.CRITICAL : Severity.WARNING)
                .title("sequence " + sequence.schema() + "." + sequence.name() + " is "
                        + Math.min(99, Math.round(percent)) + " % used up")
                .explanation("When it ends, every insert that needs a value fails." + feeds)
                .evidence(
                        Measure.of("sequence.used", percent, Unit.PERCENT).against(thresholds.number(WARNING_PERCENT)))
                .evidence(Measure.of("sequence.left", Math.round(left), Unit.COUNT))
                .remedy(remedy(sequence));
        days.ifPresent(value -> problem.evidence(Measure.of("sequence.days-left", value, "days")));
        return problem.build();
    }

    private static Subject.Sequence subject(SequenceCase facts) {
        SequenceDocument sequence = facts.sequence();
        return new Subject.Sequence(facts.database(), sequence.schema(), sequence.name(), sequence.table());
    }

    /** What binds first: the sequence's own end can be moved, the column's type cannot without a rewrite. */
    private static String remedy(SequenceDocument sequence) {
        if (wider(sequence)) {
            return "Widen the sequence: ALTER SEQUENCE " + Identifier.qualified(sequence.schema(), sequence.name())
                    + " AS " + ("integer".equals(sequence.columnType()) ? "integer" : "bigint")
                    + "; its column holds more already.";
        }
        boolean own = sequence.increment() > 0
                ? sequence.maximum() < SequenceDocument.most(sequence.columnType())
                        && sequence.maximum() < SequenceDocument.most(sequence.type())
                : sequence.minimum() > -SequenceDocument.most(sequence.columnType()) - 1
                        && sequence.minimum() > -SequenceDocument.most(sequence.type()) - 1;
        if (own) {
            return "Raise its end (ALTER SEQUENCE … " + (sequence.increment() > 0 ? "MAXVALUE" : "MINVALUE")
                    + "): its type holds more.";
        }
        return sequence.table() == null
                ? "Change it to a wider type (ALTER SEQUENCE … AS bigint) before it ends."
                : "Change the column and the sequence to bigint in good time: on a large table this needs a shadow column"
                        + " and a swap.";
    }

    /** Whether the column was changed to a wider type and its sequence was forgotten. */
    private static boolean wider(SequenceDocument sequence) {
        long end = SequenceDocument.most(sequence.type());
        boolean atEnd = sequence.increment() > 0 ? sequence.maximum() == end : sequence.minimum() == -end - 1;
        return sequence.columnType() != null && atEnd && SequenceDocument.most(sequence.columnType()) > end;
    }

    private static OptionalDouble days(SequenceCase facts, double left) {
        Long last = facts.sequence().lastValue();
        Long previous = facts.previous();
        Duration window = facts.window();
        if (last == null || previous == null || window == null || window.isZero() || last.equals(previous)) {
            return OptionalDouble.empty();
        }
        double perSecond = Math.abs(last - previous) / (window.toMillis() / 1000.0);
        return OptionalDouble.of(left / perSecond / SECONDS_PER_DAY);
    }
}
