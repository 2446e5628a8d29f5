package dev.tickbird.analyzer;

import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
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
        IndexSample sample = IndexSample.of(oid, "i" + oid).ofText(method).stored(file, pages, entries);
        indexes.add((measured ? sample.measured() : sample).document());
        return this;
    }

    public TableDocument table() {
        Long bytes = measured ? heapPages * 8192 : null;
        return TableSample.of(OID, "orders")
                .stored(TableSample.storage(heapPages, heapCounted, 0, heapFile, bytes))
                .columns(
                        TableSample.bigint(1, "id"),
                        TableSample.column(2, "note", "text", -1, "i", "x", width, distinct))
                .indexes(indexes)
                .counted(new TableCounters(
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
                        null))
                .toast(toast)
                .document();
    }

    /** As a rule sees it. */
    public TableCase seen(Baselines baselines) {
        return Facts.tableCase(table(), Map.of(), baselines);
    }
}
