package dev.tickbird.collector.probe;

import dev.tickbird.collector.probe.Definitions.Index;
import dev.tickbird.collector.probe.Definitions.Table;
import dev.tickbird.postgres.IndexDefinition;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ConstraintDocument;
import dev.tickbird.schemas.snapshot.ConstraintKind;
import dev.tickbird.schemas.snapshot.IndexCounters;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexKey;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableStorage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts definitions, counters and sizes together. What was dropped between two statements is left out. */
final class TableAssembly {
    private final Definitions definitions;
    private final Counters counters;
    private final Sizes sizes;
    private final PartitionTree trees;
    private final Set<Long> constraintIndexes = new HashSet<>();
    private final Set<Long> foreignKeyTargets = new HashSet<>();

    TableAssembly(Definitions definitions, Counters counters, Sizes sizes) {
        this.definitions = definitions;
        this.counters = counters;
        this.sizes = sizes;
        this.trees = new PartitionTree(definitions.tables());
        definitions.constraints().values().stream()
                .flatMap(List::stream)
                .filter(constraint -> constraint.indexOid() != null)
                .forEach(constraint -> (constraint.kind() == ConstraintKind.FOREIGN_KEY
                                ? foreignKeyTargets
                                : constraintIndexes)
                        .add(constraint.indexOid()));
    }

    List<TableDocument> tables() {
        List<TableDocument> documents = new ArrayList<>();
        for (Table table : definitions.tables()) {
            Counters.OfTable now = counters.tables().get(table.oid());
            if (now != null) {
                documents.add(document(table, now));
            }
        }
        return documents;
    }

    private TableDocument document(Table table, Counters.OfTable now) {
        List<Index> indexes = definitions.indexes().getOrDefault(table.oid(), List.of()).stream()
                .filter(index -> counters.indexes().containsKey(index.oid()))
                .toList();
        List<ConstraintDocument> constraints = definitions.constraints().getOrDefault(table.oid(), List.of());
        return new TableDocument(
                table.oid(),
                table.schema(),
                table.name(),
                table.kind(),
                table.persistence(),
                table.owner(),
                table.parentOid(),
                table.extension(),
                ignored(table, indexes),
                now.locked(),
                new TableStorage(
                        now.pages(),
                        now.tuples(),
                        now.allVisible(),
                        now.frozenXid(),
                        now.minMultiXact(),
                        now.filenode(),
                        now.locked() ? null : sizes.bytes(table.oid()),
                        table.options(),
                        table.children()),
                definitions.columns().getOrDefault(table.oid(), List.of()),
                indexes.stream()
                        .map(index -> document(table, index, now.locked()))
                        .toList(),
                constraints,
                withIndexScans(now.counters(), indexes),
                now.toast(),
                table.replicaIdentity(),
                table.published(),
                table.readsFrom(),
                trees.below(table));
    }

    private static List<String> ignored(Table table, List<Index> indexes) {
        List<String> ignored = new ArrayList<>(table.ignored());
        for (Index index : indexes) {
            index.ignored().forEach(rule -> ignored.add(index.name() + ":" + rule));
        }
        return ignored;
    }

    private IndexDocument document(Table table, Index index, boolean locked) {
        IndexDefinition definition = index.definition();
        Counters.OfIndex now = counters.indexes().getOrDefault(index.oid(), Counters.OfIndex.NONE);
        int keys = index.operatorClasses().size();
        Map<Integer, String> texts = definitions.texts().getOrDefault(index.oid(), Map.of());
        return new IndexDocument(
                index.oid(),
                index.name(),
                definition.method(),
                keys(index, texts),
                definition.attributes().subList(keys, definition.attributes().size()),
                definition.unique(),
                definition.primary(),
                definition.exclusion(),
                definition.immediate(),
                index.replicaIdentity(),
                index.clustered(),
                index.valid(),
                index.ready(),
                index.live(),
                building(index),
                definition.nullsNotDistinct(),
                texts.get(0),
                definition.predicateTree() != null,
                index.options(),
                constraintIndexes.contains(index.oid()),
                foreignKeyTargets.contains(index.oid()),
                index.parentOid(),
                index.partitioned(),
                index.deduplicates(),
                index.tablespace(),
                table.extension(),
                now.pages(),
                now.tuples(),
                now.filenode(),
                locked ? null : sizes.bytes(index.oid()),
                index.hash(),
                now.counters());
    }

    private boolean building(Index index) {
        return counters.building().contains(index.oid())
                || counters.building().contains(index.definition().relationOid());
    }

    private List<IndexKey> keys(Index index, Map<Integer, String> texts) {
        List<ColumnDocument> yields = definitions.columns().getOrDefault(index.oid(), List.of());
        List<IndexKey> keys = new ArrayList<>();
        for (int i = 0; i < index.operatorClasses().size(); i++) {
            int position = i + 1;
            int column = index.definition().attributes().get(i);
            String collation = index.collations().get(i).name();
            keys.add(new IndexKey(
                    column,
                    column == 0 ? texts.get(position) : null,
                    index.operatorClasses().get(i).name(),
                    collation.isEmpty() ? null : collation,
                    index.definition().keyOptions().get(i),
                    column == 0 ? column(yields, position) : null));
        }
        return keys;
    }

    private static @Nullable ColumnDocument column(List<ColumnDocument> columns, int number) {
        return columns.stream()
                .filter(column -> column.number() == number)
                .findFirst()
                .orElse(null);
    }

    private @Nullable TableCounters withIndexScans(@Nullable TableCounters table, List<Index> indexes) {
        if (table == null) {
            return null;
        }
        long scans = 0;
        long fetched = 0;
        for (Index index : indexes) {
            IndexCounters of = counters.indexes()
                    .getOrDefault(index.oid(), Counters.OfIndex.NONE)
                    .counters();
            scans += of.scans();
            fetched += of.tuplesFetched();
        }
        return new TableCounters(
                table.sequentialScans(),
                table.sequentialTuples(),
                scans,
                fetched,
                table.inserted(),
                table.updated(),
                table.deleted(),
                table.hotUpdated(),
                table.live(),
                table.dead(),
                table.modifiedSinceAnalyze(),
                table.insertedSinceVacuum(),
                table.vacuums(),
                table.autovacuums(),
                table.analyzes(),
                table.autoanalyzes(),
                table.lastVacuum(),
                table.lastAutovacuum(),
                table.lastAnalyze(),
                table.lastAutoanalyze());
    }
}
