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
        List<FileHistory> files = new ArrayList<>();
        files.add(next(
                new FileHistory(
                        Baselines.HEAP, storage.filenode(), pages(storage.bytes(), storage.pages()), null, null),
                () -> Baseline.ofHeap(table)));
        ToastDocument toast = table.toast();
        if (toast != null) {
            // What gives the heap another file gives its TOAST relation one.
            files.add(next(
                    new FileHistory(Baselines.TOAST, storage.filenode(), toast.pages(), null, null),
                    () -> Baseline.ofToast(table)));
        }
        for (IndexDocument index : table.indexes()) {
            files.add(next(
                    new FileHistory(index.oid(), index.filenode(), pages(index.bytes(), index.pages()), null, null),
                    () -> Baseline.ofIndex(table, index)));
        }
        return files;
    }

    private FileHistory next(FileHistory now, Supplier<Optional<Baseline>> lesson) {
        FileHistory known = old.stream()
                .filter(file -> file.relation() == now.relation())
                .findFirst()
                .orElse(null);
        FileHistory next = known == null ? first(now) : following(known, now);
        Long since = next.writtenBefore();
        if (since == null) {
            return next;
        }
        if (writtenBefore == null || muchWritten(since)) {
            return next.kept();
        }
        return stale() ? next : lesson.get().map(next::learnt).orElse(next);
    }

    /** A table that nothing is known of was not built just now; nor are its relations. */
    private FileHistory first(FileHistory now) {
        return old.isEmpty() || writtenBefore == null ? now : now.waiting(writtenBefore);
    }

    private FileHistory following(FileHistory known, FileHistory now) {
        FileHistory same =
                new FileHistory(now.relation(), now.filenode(), now.pages(), known.writtenBefore(), known.baseline());
        if (known.filenode() == now.filenode()) {
            return same;
        }
        return now.pages() < known.pages() && writtenBefore != null ? same.waiting(writtenBefore) : same.kept();
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

    private static long pages(@Nullable Long bytes, long estimated) {
        return bytes == null ? estimated : bytes / PAGE;
    }
}
