package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.ObjectIdentity;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ConstraintDocument;
import dev.tickbird.schemas.snapshot.ConstraintKind;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A foreign key whose columns no index leads: each delete or key update of the parent reads the whole child. */
@AutoService(Rule.class)
public final class MissingForeignKeyIndex implements Rule.OfTable {
    private static final String MIN_PAGES = "min-pages";
    private static final String SMALL_PAGES = "small-pages";
    /** A guess, for partitioned tables: their partitions are counted in rows here. */
    private static final int ROWS_OF_A_PAGE = 100;

    private static final RuleInfo INFO = RuleInfo.of(
            "index.missing-fk",
            "A foreign key with no valid index whose first keys are its columns, in any order.",
            "Foreign keys served by a partial index over rows that are not null, or by a hash index of their one column; and from"
                    + " 18 on those that are not enforced.",
            Threshold.number(
                    MIN_PAGES, 1000, Unit.PAGES, "from this size of the child it is a warning, below it information"),
            Threshold.number(
                    SMALL_PAGES, 8, Unit.PAGES, "from this size it is a warning where rows of the parent are deleted"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        if (facts.table().extension() != null) {
            return List.of();
        }
        Set<Set<Integer>> proposed = new HashSet<>();
        return facts.table().constraints().stream()
                .filter(key -> key.kind() == ConstraintKind.FOREIGN_KEY && key.parentOid() == null)
                .filter(key -> facts.table().indexes().stream().noneMatch(index -> serves(facts, index, key)))
                .map(key -> verdict(facts, key, proposed.add(Set.copyOf(key.columns())), thresholds))
                .toList();
    }

    private static boolean serves(TableCase facts, IndexDocument index, ConstraintDocument key) {
        int columns = key.columns().size();
        boolean method = index.method().equals("btree") || (index.method().equals("hash") && columns == 1);
        return method
                && index.valid()
                && index.ready()
                && index.keys().size() >= columns
                && Set.copyOf(index.keyColumns().subList(0, columns)).equals(Set.copyOf(key.columns()))
                && (!index.partial() || onlyLeavesOutNulls(facts, index, key));
    }

    private static boolean onlyLeavesOutNulls(TableCase facts, IndexDocument index, ConstraintDocument key) {
        String predicate = index.predicate();
        if (predicate == null) {
            return false;
        }
        Set<String> harmless = new HashSet<>();
        Map<Integer, ColumnDocument> columns = columns(facts);
        for (int number : key.columns()) {
            ColumnDocument column = columns.get(number);
            if (column != null) {
                harmless.add("(" + new Identifier(column.name()).sql() + " IS NOT NULL)");
            }
        }
        return harmless.contains(predicate) || allOf(harmless, predicate);
    }

    /** Whether the predicate is those conditions, each once, joined by AND. */
    private static boolean allOf(Set<String> conditions, String predicate) {
        String rest = predicate;
        int found = 0;
        for (String condition : conditions) {
            found += rest.contains(condition) ? 1 : 0;
            rest = rest.replace(condition, "");
        }
        return found > 0 && rest.equals("(" + " AND ".repeat(found - 1) + ")");
    }

    /** Two foreign keys over the same columns need one index: only the first proposes it. */
    private static Verdict verdict(TableCase facts, ConstraintDocument key, boolean first, Thresholds thresholds) {
        long deletes = parentDeletes(facts, key);
        boolean partitioned = facts.table().kind() == TableKind.PARTITIONED_TABLE;
        long pages = partitioned
                ? Math.round(facts.partitionRows().getAsDouble() / ROWS_OF_A_PAGE)
                : Math.max(0, facts.bytes()) / 8192;
        boolean matters =
                pages >= thresholds.number(MIN_PAGES) || (deletes > 0 && pages >= thresholds.number(SMALL_PAGES));
        String parent = key.referencedSchema() + "." + key.referencedTable();
        Problems problem = Problems.about(new Subject.Constraint(
                        facts.database(),
                        facts.table().schema(),
                        key.name(),
                        facts.table().name()))
                .level(matters ? Severity.WARNING : Severity.INFO)
                .title("foreign key " + key.name() + " has no index")
                .explanation("Whenever a row of " + parent
                        + " is deleted or its key changes, PostgreSQL looks for its rows in "
                        + facts.subject().label() + ", and without an index it reads the whole table under a lock."
                        + (partitioned ? " Indexes that each partition has for itself serve it too." : ""))
                .evidence(Measure.of("table.pages", pages, Unit.PAGES).against(thresholds.number(MIN_PAGES)))
                .evidence(Measure.of("parent.deletes", deletes, Unit.ROWS))
                .remedy(
                        partitioned
                                ? "Create an index on the foreign key's columns: on each partition concurrently, then on the"
                                        + " partitioned table, which attaches them."
                                : "Create an index on the foreign key's columns.");
        Optional<CreateIndex> create = first ? create(facts, key) : Optional.empty();
        create.ifPresent(action -> problem.action(
                action,
                new ObjectIdentity(
                        facts.database(), facts.databaseOid(), facts.table().oid(), null)));
        return problem.build();
    }

    private static long parentDeletes(TableCase facts, ConstraintDocument key) {
        Long parent = key.referencedOid();
        TableCounters counters = parent == null ? null : facts.counters().apply(parent);
        return counters == null ? 0 : counters.deleted();
    }

    private static Optional<CreateIndex> create(TableCase facts, ConstraintDocument key) {
        Map<Integer, ColumnDocument> byNumber = columns(facts);
        List<String> names = new ArrayList<>();
        for (int number : key.columns()) {
            ColumnDocument column = byNumber.get(number);
            if (column == null) {
                return Optional.empty();
            }
            names.add(column.name());
        }
        return NewIndex.on(
                facts, "btree", names.stream().map(IndexColumn::ascending).toList());
    }

    private static Map<Integer, ColumnDocument> columns(TableCase facts) {
        return facts.table().columns().stream().collect(Collectors.toMap(ColumnDocument::number, Function.identity()));
    }
}
