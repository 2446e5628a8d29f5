package dev.tickbird.analyzer;

import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ColumnStatistics;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.PartitionMember;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import dev.tickbird.schemas.snapshot.TableStorage;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table as a test wants it: permanent, of three bigint columns and 100,000 rows, unless it says otherwise. */
public final class TableSample {
    private final long oid;
    private final String name;
    private TableKind kind = TableKind.TABLE;
    private @Nullable Long parent;
    private TableStorage storage;
    private List<ColumnDocument> columns = List.of(bigint(1, "id"), bigint(2, "user_id"), bigint(3, "created_at"));
    private List<IndexDocument> indexes = List.of();
    private @Nullable TableCounters counters;
    private @Nullable ToastDocument toast;
    private String replicaIdentity = "d";
    private List<Long> readsFrom = List.of();
    private @Nullable List<PartitionMember> partitions;

    private TableSample(long oid, String name) {
        this.oid = oid;
        this.name = name;
        this.storage = storage(640, 100_000, 1000, oid, null);
    }

    public static TableSample of(long oid, String name) {
        return new TableSample(oid, name);
    }

    /** It has no rows of its own and no counters. */
    public TableSample partitioned() {
        kind = TableKind.PARTITIONED_TABLE;
        return this;
    }

    /** With these tables below it. */
    public TableSample partitioned(PartitionMember... below) {
        partitions = List.of(below);
        return partitioned();
    }

    public TableSample partitionOf(@Nullable Long table) {
        parent = table;
        return this;
    }

    public TableSample materializedView(long filenode, List<Long> reads) {
        kind = TableKind.MATERIALIZED_VIEW;
        storage = storage(640, 100_000, 1000, filenode, null);
        replicaIdentity = "n";
        readsFrom = reads;
        return this;
    }

    public TableSample stored(TableStorage as) {
        storage = as;
        return this;
    }

    public TableSample columns(ColumnDocument... all) {
        columns = List.of(all);
        return this;
    }

    public TableSample indexes(List<IndexDocument> all) {
        indexes = List.copyOf(all);
        return this;
    }

    public TableSample counted(@Nullable TableCounters by) {
        counters = by;
        return this;
    }

    public TableSample toast(@Nullable ToastDocument values) {
        toast = values;
        return this;
    }

    public TableDocument document() {
        return new TableDocument(
                oid,
                "public",
                name,
                kind,
                "p",
                "owner",
                parent,
                null,
                List.of(),
                false,
                storage,
                columns,
                indexes,
                List.of(),
                counters,
                toast,
                replicaIdentity,
                false,
                readsFrom,
                partitions);
    }

    static TableStorage storage(long pages, double rows, long visible, long file, @Nullable Long bytes) {
        return new TableStorage(pages, rows, visible, 700, 1, file, bytes, Map.of(), false);
    }

    static ColumnDocument bigint(int number, String name) {
        return column(number, name, "bigint", 8, "d", "p", 8, -1);
    }

    /** Never null. */
    static ColumnDocument column(
            int number,
            String name,
            String type,
            int length,
            String align,
            String storage,
            int width,
            double distinct) {
        return new ColumnDocument(
                number,
                name,
                type,
                length,
                align,
                storage,
                true,
                false,
                new ColumnStatistics(false, 0, width, distinct, List.of()));
    }
}
