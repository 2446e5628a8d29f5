package dev.tickbird.analyzer.rules.table;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.InstanceView;
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
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A table whose rows nothing tells apart. */
@AutoService(Rule.class)
public final class NoPrimaryKey implements Rule.OfTable {
    private static final String MIN_ROWS = "min-rows";
    private static final String FULL = "f";
    private static final String INDEX = "i";

    private static final RuleInfo INFO = RuleInfo.of(
            "table.no-primary-key",
            "A table without a primary key; a warning where logical replication could not tell its rows apart.",
            "Partitions, tables of extensions, and tables with a replica identity by a" + " unique index.",
            Threshold.number(MIN_ROWS, 0, Unit.ROWS, "smaller tables are left alone, unless they are replicated"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        TableDocument table = facts.table();
        boolean keyed = table.indexes().stream().anyMatch(IndexDocument::primary)
                || (INDEX.equals(table.replicaIdentity())
                        && table.indexes().stream().anyMatch(IndexDocument::replicaIdentity));
        if (keyed
                || table.kind() == TableKind.MATERIALIZED_VIEW
                || table.parentOid() != null
                || table.extension() != null
                || table.schema().equals("pg_catalog")) {
            return List.of();
        }
        boolean unidentified = !FULL.equals(table.replicaIdentity());
        boolean published = Boolean.TRUE.equals(table.published()) && unidentified;
        boolean decoded = decoded(facts.instance(), facts.database())
                && unidentified
                && !table.persistence().equals("u");
        double rows = rows(facts);
        if (!published && rows < thresholds.number(MIN_ROWS)) {
            return List.of();
        }
        return List.of(verdict(facts, published, decoded, rows, thresholds));
    }

    /** Whether somebody reads the database's changes: that the log holds enough for it (wal_level) is the default of some hosts. */
    private static boolean decoded(InstanceView instance, String database) {
        return instance.facts() != null
                && instance.facts().slots().stream()
                        .anyMatch(slot -> slot.type().equals("logical") && database.equals(slot.database()));
    }

    private static double rows(TableCase facts) {
        return facts.table().kind() == TableKind.PARTITIONED_TABLE
                ? facts.partitionRows().getAsDouble()
                : facts.rows();
    }

    private static Verdict verdict(
            TableCase facts, boolean published, boolean decoded, double rows, Thresholds thresholds) {
        Problems problem = Problems.about(facts.subject())
                .level(published || decoded ? Severity.WARNING : Severity.INFO)
                .title(facts.subject().label() + " has no primary key")
                .explanation("Duplicate rows cannot be kept out, nor one of them be changed alone."
                        + harm(published, decoded))
                .remedy(remedy(facts.table()));
        if (rows >= 0) {
            problem.evidence(
                    Measure.of("table.rows", Math.round(rows), Unit.ROWS).against(thresholds.number(MIN_ROWS)));
        }
        return problem.build();
    }

    private static String harm(boolean published, boolean decoded) {
        if (published) {
            return " It is in a publication that sends updates or deletions: each of them fails.";
        }
        return decoded
                ? " A logical replication slot reads this database, and its updates and deletions cannot be told apart there."
                : "";
    }

    private static String remedy(TableDocument table) {
        String name = Identifier.qualified(table.schema(), table.name());
        return candidate(table)
                .map(index -> "Make its unique index the key: ALTER TABLE " + name + " ADD PRIMARY KEY USING INDEX "
                        + new Identifier(index.name()).sql() + ";")
                .orElse("Add a key over the columns that identify a row, else a new column: ALTER TABLE " + name
                        + " ADD COLUMN … bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, which rewrites the table.");
    }

    /** A unique index that could be the key at once. */
    private static Optional<IndexDocument> candidate(TableDocument table) {
        Set<Integer> filled = table.columns().stream()
                .filter(ColumnDocument::notNull)
                .map(ColumnDocument::number)
                .collect(Collectors.toSet());
        return table.kind() != TableKind.TABLE
                ? Optional.empty()
                : table.indexes().stream()
                        .filter(index -> index.unique()
                                && index.valid()
                                && index.immediate()
                                && !index.partial()
                                && !index.constraint()
                                && filled.containsAll(index.keyColumns()))
                        .findFirst();
    }
}
