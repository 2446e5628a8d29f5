package dev.tickbird.analyzer.rule;

import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import dev.tickbird.schemas.snapshot.TableStorage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One table as a rule sees it.
 *
 * @param at when it was read, by the server's clock
 * @param delta null without an earlier reading of the same epoch
 * @param use the ledger by index oid
 * @param baselines what its relations took when they were built
 * @param statsReset since when the database's counters count; null means unknown
 * @param gaps what the collector could not read in this database
 * @param counters of another table of the same database, by oid; null where nothing is known of it
 * @param standbys whether the server has standbys whose reads nobody tells us
 * @param partitionRows live rows of all partitions below a partitioned table; computed on demand
 * @param keyed what other tables can be referred to; computed on demand
 * @param matview null for what is no materialized view, and where there is no history
 * @param workload what statements ask of this table; null where none are known
 * @param partitions all below a partitioned table together, null where none are known; computed on demand
 * @param answers what the planner said to questions about this table, by their ids
 */
public record TableCase(
        InstanceView instance,
        String database,
        long databaseOid,
        Instant at,
        TableDocument table,
        @Nullable TableDelta delta,
        Map<Long, IndexUse> use,
        Baselines baselines,
        @Nullable Instant statsReset,
        List<Gap> gaps,
        LongFunction<@Nullable TableCounters> counters,
        boolean standbys,
        DoubleSupplier partitionRows,
        Supplier<KeyedTables> keyed,
        @Nullable MatviewAge matview,
        @Nullable Workload workload,
        Supplier<@Nullable Partitions> partitions,
        Map<String, PlanAnswer> answers) {
    public TableCase {
        use = Map.copyOf(use);
        gaps = Immutable.list(gaps);
        answers = Map.copyOf(answers);
    }

    /** A partitioned table with the storage, counters and changes of all its partitions; any other table is itself. */
    public Optional<TableCase> whole() {
        if (table.kind() != TableKind.PARTITIONED_TABLE) {
            return Optional.of(this);
        }
        Partitions all = partitions.get();
        return all == null ? Optional.empty() : Optional.of(with(all));
    }

    /** The same with what the planner said. */
    public TableCase answered(Map<String, PlanAnswer> said) {
        return copy(table, delta, said);
    }

    private TableCase with(Partitions all) {
        TableStorage own = table.storage();
        TableStorage storage = new TableStorage(
                all.pages(),
                all.rows(),
                0,
                own.frozenXid(),
                own.minMultiXact(),
                own.filenode(),
                null,
                own.options(),
                own.hasChildren());
        TableDocument document = new TableDocument(
                table.oid(),
                table.schema(),
                table.name(),
                table.kind(),
                table.persistence(),
                table.owner(),
                table.parentOid(),
                table.extension(),
                table.ignoredRules(),
                table.locked(),
                storage,
                table.columns(),
                table.indexes(),
                table.constraints(),
                all.counters(),
                table.toast(),
                table.replicaIdentity(),
                table.published(),
                table.readsFrom(),
                table.partitions());
        return copy(document, all.delta(), answers);
    }

    private TableCase copy(TableDocument document, @Nullable TableDelta change, Map<String, PlanAnswer> said) {
        return new TableCase(
                instance,
                database,
                databaseOid,
                at,
                document,
                change,
                use,
                baselines,
                statsReset,
                gaps,
                counters,
                standbys,
                partitionRows,
                keyed,
                matview,
                workload,
                partitions,
                said);
    }

    public Subject.Relation subject() {
        return Subject.Relation.of(database, table.schema(), table.name());
    }

    public Subject.Index subject(IndexDocument index) {
        return new Subject.Index(database, table.schema(), index.name(), table.name());
    }

    public ObjectIdentity identity() {
        return new ObjectIdentity(database, databaseOid, table.oid(), null);
    }

    public ObjectIdentity identity(IndexDocument index) {
        return new ObjectIdentity(database, databaseOid, index.oid(), index.definitionHash());
    }

    /** The gap that a probe left, if any. */
    public Optional<Gap> gap(String probe) {
        return gaps.stream().filter(gap -> gap.probe().equals(probe)).findFirst();
    }

    /** The main fork's bytes: measured, else estimated from pages. */
    public long bytes() {
        Long measured = table.storage().bytes();
        return measured == null ? table.storage().pages() * 8192 : measured;
    }

    /**
     * Whether the counters speak of a time before the last VACUUM. A session reports its changes up to ten seconds late, so those
     * of a DELETE can arrive after the VACUUM that followed it; nothing puts them right until the next one. It shows where more
     * rows are called dead than the table had, though its file did not grow.
     */
    public boolean countersLag() {
        TableCounters now = table.counters();
        double counted = table.storage().tuples();
        return now != null
                && counted > 0
                && now.vacuumedAt() != null
                && bytes() <= table.storage().pages() * 8192
                && now.live() < counted / 2
                && now.dead() > 1.5 * (counted - now.live());
    }

    /** Live rows by the statistics collector, else by the last VACUUM or ANALYZE; -1 for unknown. */
    public double rows() {
        TableCounters now = table.counters();
        return now != null && now.live() > 0 && !countersLag()
                ? now.live()
                : table.storage().tuples();
    }
}
