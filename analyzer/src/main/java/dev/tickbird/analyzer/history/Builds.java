package dev.tickbird.analyzer.history;

import dev.tickbird.analyzer.rule.Baseline;
import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableStorage;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that relations of a table were built anew, by whomever, and learns what they take then.
 *
 * <p>A relation was built between two readings if it is there for the first time, or if its file is another one and smaller. Another
 * file that is no smaller may be a copy in another tablespace, bloat and all: it teaches nothing. Nor does one that rows were written
 * to meanwhile, such as what was truncated and filled again.
 */
final class Builds {
    private static final long PAGE = 8192;
    /** Share of the rows that may have been written from before the build until it is measured. */
    private static final double FEW = 0.05;
    /** Statistics that are older than this share of changes describe other rows. */
    private static final double STALE = 0.2;

    private final List<FileHistory> old;
    private final TableDocument table;
    private final TableCounters counters;
    private final @Nullable Long writtenBefore;

    private Builds(List<FileHistory> old, TableDocument table, TableCounters counters, @Nullable Long writtenBefore) {
        this.old = old;
        this.table = table;
        this.counters = counters;
        this.writtenBefore = writtenBefore;
    }

    /** The files after another reading; none of a table that holds nothing itself. */
    static List<FileHistory> after(@Nullable TableHistory before, TableDocument table, int epoch) {
        TableCounters now = table.counters();
        if (now == null) {
            return List.of();
        }
        if (before == null) {
            return new Builds(List.of(), table, now, null).all();
        }
        TableCounters then = before.counters();
        Long written = then == null || before.epoch() != epoch ? null : Long.valueOf(written(then));
        return new Builds(before.files(), table, now, written).all();
    }

    private List<FileHistory> all() {
        TableStorage storage = table.storage();
        List<Reading> readings = new ArrayList<>();
        readings.add(Reading.of(
                Baselines.HEAP, storage.filenode(), storage.bytes(), storage.pages(), () -> Baseline.ofHeap(table)));
        ToastDocument toast = table.toast();
        if (toast != null) {
            // What gives the heap another file gives its TOAST relation one.
            readings.add(Reading.of(
                    Baselines.TOAST,
                    storage.filenode(),
                    toast.pages() * PAGE,
                    toast.pages(),
                    () -> Baseline.ofToast(table)));
        }
        for (IndexDocument index : table.indexes()) {
            readings.add(Reading.of(
                    index.oid(), index.filenode(), index.bytes(), index.pages(), () -> Baseline.ofIndex(table, index)));
        }
        return readings.stream().map(this::next).toList();
    }

    /** @param lesson what it teaches if it was just built */
    private record Reading(FileHistory file, boolean measured, Supplier<Optional<Baseline>> lesson) {
        static Reading of(
                long relation, long filenode, @Nullable Long bytes, long pages, Supplier<Optional<Baseline>> lesson) {
            long size = bytes == null ? pages : bytes / PAGE;
            return new Reading(new FileHistory(relation, filenode, size, null, null), bytes != null, lesson);
        }
    }

    private FileHistory next(Reading now) {
        FileHistory known = old.stream()
                .filter(file -> file.relation() == now.file().relation())
                .findFirst()
                .orElse(null);
        FileHistory next = known == null ? first(now.file()) : following(known, now);
        Long since = next.writtenBefore();
        if (since == null) {
            return next;
        }
        if (writtenBefore == null || muchWritten(since)) {
            return now.file().knowing(next.baseline());
        }
        return stale() ? next : now.lesson().get().map(now.file()::knowing).orElse(next);
    }

    /** A table that nothing is known of was not built just now; nor are its relations. */
    private FileHistory first(FileHistory now) {
        return old.isEmpty() || writtenBefore == null ? now : now.waiting(writtenBefore);
    }

    private FileHistory following(FileHistory known, Reading reading) {
        FileHistory now = reading.file().knowing(known.baseline());
        Long waiting = known.writtenBefore();
        if (known.filenode() == now.filenode()) {
            return waiting == null ? now : now.waiting(waiting);
        }
        Long since = waiting == null ? writtenBefore : waiting;
        if (since == null) {
            return now;
        }
        if (!reading.measured()) {
            return known.waiting(since);
        }
        return now.pages() < known.pages() ? now.waiting(since) : now;
    }

    private boolean muchWritten(long since) {
        long written = written(counters) - since;
        return written < 0 || written > FEW * rows();
    }

    private boolean stale() {
        return counters.modifiedSinceAnalyze() > STALE * rows();
    }

    private double rows() {
        return Math.max((double) counters.live(), table.storage().tuples());
    }

    private static long written(TableCounters counters) {
        return counters.inserted() + counters.updated() + counters.deleted();
    }
}
