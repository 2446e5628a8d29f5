package dev.tickbird.analyzer.rules.constraint;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.KeyedTable;
import dev.tickbird.analyzer.rule.KeyedTables;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ConstraintDocument;
import dev.tickbird.schemas.snapshot.ConstraintKind;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A column that by its name and type refers to another table's key, with no foreign key to hold it to that. */
@AutoService(Rule.class)
public final class MissingConstraint implements Rule.OfTable {
    private static final String MIN_ROWS = "min-rows";
    private static final String SUFFIX = "_id";
    private static final Set<String> POLYMORPHIC = Set.of("_type", "_kind", "_class", "_table");

    private static final RuleInfo INFO = RuleInfo.of(
            "constraint.missing",
            "Columns such as orders.customer_id of the type of the key of customers or customer, without a foreign key; one"
                    + " finding for each table.",
            "Columns whose table stands beside them (owner_type, owner_id), partitions, views, small tables and those of"
                    + " extensions.",
            Threshold.number(MIN_ROWS, 1000, Unit.ROWS, "smaller tables are left alone"));

    /** A column and what it seems to refer to. */
    private record Reference(ColumnDocument column, KeyedTable table) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        TableDocument table = facts.table();
        if (table.kind() == TableKind.MATERIALIZED_VIEW
                || table.parentOid() != null
                || table.extension() != null
                || table.schema().equals("pg_catalog")) {
            return List.of();
        }
        List<Reference> missing = references(table, facts.keyed().get());
        if (missing.isEmpty()) {
            return List.of();
        }
        double rows = table.kind() == TableKind.PARTITIONED_TABLE
                ? facts.partitionRows().getAsDouble()
                : facts.rows();
        return rows < thresholds.number(MIN_ROWS) ? List.of() : List.of(verdict(facts, missing, rows, thresholds));
    }

    private static List<Reference> references(TableDocument table, KeyedTables keyed) {
        Set<Integer> held = table.constraints().stream()
                .filter(constraint -> constraint.kind() == ConstraintKind.FOREIGN_KEY)
                .map(ConstraintDocument::columns)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        Set<String> names = table.columns().stream()
                .filter(column -> !column.dropped())
                .map(ColumnDocument::name)
                .collect(Collectors.toSet());
        List<Reference> missing = new ArrayList<>();
        for (ColumnDocument column : table.columns()) {
            if (!column.dropped() && !held.contains(column.number()) && !ownKey(table, column)) {
                target(table, column, names, keyed).ifPresent(target -> missing.add(new Reference(column, target)));
            }
        }
        return missing;
    }

    /** A key that is called after its own table. */
    private static boolean ownKey(TableDocument table, ColumnDocument column) {
        return table.indexes().stream()
                .filter(IndexDocument::primary)
                .anyMatch(index -> index.keyColumns().equals(List.of(column.number())));
    }

    private static Optional<KeyedTable> target(
            TableDocument table, ColumnDocument column, Set<String> names, KeyedTables keyed) {
        String name = column.name();
        if (!name.endsWith(SUFFIX) || name.length() == SUFFIX.length()) {
            return Optional.empty();
        }
        String stem = name.substring(0, name.length() - SUFFIX.length());
        if (POLYMORPHIC.stream().anyMatch(word -> names.contains(stem + word))) {
            return Optional.empty();
        }
        return spellings(stem)
                .flatMap(spelling -> keyed.find(table.schema(), spelling).stream())
                .filter(target -> target.oid() != table.oid()
                        && target.type().equals(column.type())
                        && (target.column().equals("id") || target.column().equals(name)))
                .findFirst();
    }

    /** The table in the singular, and in the plurals of English. */
    private static Stream<String> spellings(String stem) {
        String irregular = stem.endsWith("y") ? stem.substring(0, stem.length() - 1) + "ies" : stem;
        return Stream.of(stem, stem + "s", stem + "es", irregular);
    }

    private static Verdict verdict(TableCase facts, List<Reference> missing, double rows, Thresholds thresholds) {
        Reference first = missing.getFirst();
        String all = missing.stream()
                .map(reference -> reference.column().name() + " → "
                        + reference.table().name() + "." + reference.table().column())
                .collect(Collectors.joining(", "));
        boolean one = missing.size() == 1;
        return Problems.about(facts.subject())
                .level(Severity.INFO)
                .title(facts.subject().label()
                        + (one
                                ? " seems to refer to " + first.table().name() + " without a foreign key"
                                : " seems to refer to " + missing.size() + " tables without a foreign key"))
                .explanation("By name and type: " + all + ". Nothing keeps rows from pointing to what is not there.")
                .evidence(Measure.of("constraint.missing", missing.size(), Unit.COUNT))
                .evidence(Measure.of("table.rows", Math.round(rows), Unit.ROWS).against(thresholds.number(MIN_ROWS)))
                .remedy("If it is meant so: ALTER TABLE "
                        + Identifier.qualified(
                                facts.table().schema(), facts.table().name()) + " ADD FOREIGN KEY ("
                        + new Identifier(first.column().name()).sql() + ") REFERENCES "
                        + Identifier.qualified(
                                first.table().schema(), first.table().name())
                        + (facts.table().kind() == TableKind.TABLE ? " NOT VALID; then VALIDATE CONSTRAINT" : "")
                        + ". Both tables stop writes for a moment; a large one needs an index on the column.")
                .build();
    }
}
