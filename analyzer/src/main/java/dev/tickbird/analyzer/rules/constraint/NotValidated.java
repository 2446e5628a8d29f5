package dev.tickbird.analyzer.rules.constraint;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.ValidateConstraint;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.snapshot.ConstraintDocument;
import dev.tickbird.schemas.snapshot.ConstraintKind;
import java.time.Duration;
import java.util.List;

/** A constraint that was added without a look at the rows of that time, and forgotten. */
@AutoService(Rule.class)
public final class NotValidated implements Rule.OfTable {
    private static final String FOR = "for";

    private static final RuleInfo INFO = RuleInfo.of(
            "constraint.not-validated",
            "A foreign key or check that was added NOT VALID and never validated.",
            "Those that are not enforced at all, tables of extensions, and the copies of partitions.",
            Threshold.duration(FOR, Duration.ofHours(1), "how long it must hold: adding and validating are two steps"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        return facts.table().extension() != null
                ? List.of()
                : facts.table().constraints().stream()
                        .filter(constraint -> !constraint.validated() && constraint.parentOid() == null)
                        .map(constraint -> verdict(facts, constraint, thresholds))
                        .toList();
    }

    private static Verdict verdict(TableCase facts, ConstraintDocument constraint, Thresholds thresholds) {
        String schema = facts.table().schema();
        String table = facts.table().name();
        boolean foreign = constraint.kind() == ConstraintKind.FOREIGN_KEY;
        Problems problem = Problems.about(new Subject.Constraint(facts.database(), schema, constraint.name(), table))
                .level(Severity.INFO, thresholds.duration(FOR))
                .title("constraint " + constraint.name() + " of " + schema + "." + table + " was never validated")
                .explanation("New rows are checked; rows from before may break it, and the planner does not rely on it."
                        + (foreign
                                ? " It refers to " + constraint.referencedSchema() + "." + constraint.referencedTable()
                                        + "."
                                : ""));
        String validate =
                "that reads the table once while reads and writes go on. If it fails, mend the rows that break it.";
        return Boolean.FALSE.equals(constraint.builtIn())
                ? problem.remedy(
                                "It uses functions, operators or types that do not come with PostgreSQL, so let the table's"
                                        + " owner validate it: " + validate)
                        .build()
                : problem.remedy("Validate it: " + validate)
                        .action(new ValidateConstraint(schema, table, constraint.name()), facts.identity())
                        .build();
    }
}
