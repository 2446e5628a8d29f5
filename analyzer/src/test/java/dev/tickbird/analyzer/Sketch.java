package dev.tickbird.analyzer;

import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ColumnStatistics;
import dev.tickbird.schemas.snapshot.IndexCounters;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexKey;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import dev.tickbird.schemas.snapshot.TableStorage;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table of two columns that a test changes between two readings. */
public final class Sketch {
    public static final long OID = 7;

    public double rows = 1_000_000;
    public long written = 1_000_000;
    public long modified;
    public long heapFile = OID;
    public long heapPages = 10_000;
    public double heapCounted = 1_000_000;
    public boolean measured = true;
    public int width = 40;
    public double distinct = -1;
    public @Nullable ToastDocument toast;
    public final List<IndexDocument> indexes = new ArrayList<>();

    public Sketch toast(long pages, double chunks) {
        toast = new ToastDocument(8, pages, chunks, 700, 1, 0, 0);
        return this;
    }

    /** Replaces the index of that oid; its definition is the method's. */
    public Sketch index(long oid, String method, long file, long pages, double entries) {
        indexes.removeIf(index -> index.oid() == oid);
        indexes.add(new IndexDocument(
                oid,
                "i" + oid,
                method,
                List.of(new IndexKey(2, null, "pg_catalog.text_ops", null, 0, null)),
                List.of(),
                false,
                false,
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
                null,
                false,
                method.equals("btree"),
                null,
                null,
                pages,
                entries,
                file,
                measured ? pages * 8192 : null,
                "hash" + method,
                new IndexCounters(5, 0, 0, 0, 0, null)));
        return this;
    }

    public TableDocument table() {
        return new TableDocument(
                OID,
                "public",
                "orders",
                TableKind.TABLE,
                "p",
                "owner",
                null,
                null,
                List.of(),
                false,
                new TableStorage(
                        heapPages,
                        heapCounted,
                        0,
                        700,
                        1,
                        heapFile,
                        measured ? heapPages * 8192 : null,
                        Map.of(),
                        false),
                List.of(
                        new ColumnDocument(
                                1,
                                "id",
                                "bigint",
                                8,
                                "d",
                                "p",
                                true,
                                false,
                                new ColumnStatistics(false, 0, 8, -1, List.of())),
                        new ColumnDocument(
                                2,
                                "note",
                                "text",
                                -1,
                                "i",
                                "x",
                                true,
                                false,
                                new ColumnStatistics(false, 0, width, distinct, List.of()))),
                indexes,
                List.of(),
                new TableCounters(
                        0,
                        0,
                        0,
                        0,
                        written,
                        0,
                        0,
                        0,
                        (long) rows,
                        0,
                        modified,
                        0,
                        1,
                        0,
                        1,
                        0,
                        Facts.NOON,
                        null,
                        Facts.NOON,
                        null),
                toast,
                "d",
                false,
                List.of());
    }

    /** As a rule sees it. */
    public TableCase seen(Baselines baselines) {
        return Facts.tableCase(table(), Map.of(), baselines);
    }
}
