package dev.tickbird.analyzer;

import dev.tickbird.schemas.snapshot.IndexCounters;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An index as a test wants it: a B-tree of bigint columns, read five times, unless it says otherwise. */
public final class IndexSample {
    private final long oid;
    private final String name;
    private String method = "btree";
    private List<IndexKey> keys;
    private String hash;
    private boolean unique;
    private boolean primary;
    private boolean partitioned;
    private @Nullable Long parent;
    private long pages = 500;
    private double entries = 100_000;
    private long file;
    private @Nullable Long bytes;
    private long scans = 5;

    private IndexSample(long oid, String name, List<IndexKey> keys, String hash) {
        this.oid = oid;
        this.name = name;
        this.keys = keys;
        this.hash = hash;
        this.file = oid;
    }

    public static IndexSample of(long oid, String name, int... columns) {
        List<IndexKey> keys = Arrays.stream(columns)
                .mapToObj(column -> key(column, "pg_catalog.int8_ops"))
                .toList();
        return new IndexSample(oid, name, keys, "hash" + Arrays.toString(columns));
    }

    /** Of the second column, a text; its definition is the method's. */
    public IndexSample ofText(String accessMethod) {
        method = accessMethod;
        keys = List.of(key(2, "pg_catalog.text_ops"));
        hash = "hash" + accessMethod;
        return this;
    }

    public IndexSample read(long times) {
        scans = times;
        return this;
    }

    public IndexSample unique() {
        unique = true;
        return this;
    }

    public IndexSample primaryKey() {
        primary = true;
        return unique();
    }

    /** The index of a partitioned table: it holds nothing itself. */
    public IndexSample partitioned() {
        partitioned = true;
        return read(0).stored(0, 0, 0);
    }

    public IndexSample attachedTo(long partitionedIndex) {
        parent = partitionedIndex;
        return this;
    }

    public IndexSample stored(long filenode, long ofPages, double ofEntries) {
        file = filenode;
        pages = ofPages;
        entries = ofEntries;
        return this;
    }

    public IndexSample measured() {
        bytes = pages * 8192;
        return this;
    }

    public IndexDocument document() {
        return new IndexDocument(
                oid,
                name,
                method,
                keys,
                List.of(),
                unique,
                primary,
                false,
                true,
                false,
                false,
                true,
                true,
                true,
                false,
                false,
                null,
                false,
                Map.of(),
                false,
                false,
                parent,
                partitioned,
                method.equals("btree"),
                null,
                null,
                pages,
                entries,
                file,
                bytes,
                hash,
                new IndexCounters(scans, 0, 0, 0, 0, null));
    }

    private static IndexKey key(int column, String operatorClass) {
        return new IndexKey(column, null, operatorClass, null, 0, null);
    }
}
