package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.util.Optional;
import java.util.Set;

/**
 * What a relation took for each row when it had just been built.
 *
 * @param bytesPerRow for each entry of an index, for each chunk of a TOAST relation
 * @param fingerprint what that rests on
 */
public record Baseline(float bytesPerRow, Fingerprint fingerprint) {
    private static final int PAGE = 8192;
    /** Of fewer pages one more or less would be over one percent. */
    private static final int LEAST_PAGES = 100;

    private static final String GIN = "gin";
    private static final Set<String> ONE_ENTRY_PER_ROW = Set.of("btree", "gist", "spgist", "hash");

    /** What a heap that was just built teaches; empty where it was not measured or counted yet, or is small. */
    public static Optional<Baseline> ofHeap(TableDocument table) {
        Long bytes = table.storage().bytes();
        return bytes == null ? Optional.empty() : of(bytes, table.storage().tuples(), Fingerprint.ofHeap(table));
    }

    /** What an index that was just built teaches; empty where it was not measured or counted yet, is small, or grows in another way. */
    public static Optional<Baseline> ofIndex(TableDocument table, IndexDocument index) {
        Long bytes = index.bytes();
        return bytes == null || !index.valid() || index.building()
                ? Optional.empty()
                : of(bytes, entries(table, index, table.storage().tuples()), Fingerprint.ofIndex(table, index));
    }

    /** What a TOAST relation that was just built teaches, once a VACUUM has counted it. */
    public static Optional<Baseline> ofToast(TableDocument table) {
        ToastDocument toast = table.toast();
        return toast == null ? Optional.empty() : of(toast.pages() * PAGE, toast.tuples(), Fingerprint.ofToast(table));
    }

    private static Optional<Baseline> of(long bytes, double rows, Optional<Fingerprint> fingerprint) {
        return rows <= 0 || bytes < (long) LEAST_PAGES * PAGE
                ? Optional.empty()
                : fingerprint.map(print -> new Baseline((float) (bytes / rows), print));
    }

    /**
     * The entries of an index while its table has so many rows; 0 where nothing tells.
     *
     * <p>Its own count is right after a VACUUM and grows with the table between them, unless the index covers only a part of it. A
     * build counts a GIN index's keys, a VACUUM the table's rows: so only those are used. A BRIN index grows with the table's pages.
     */
    public static double entries(TableDocument table, IndexDocument index, double rows) {
        if (index.method().equals(GIN)) {
            return index.partial() ? 0 : rows;
        }
        double counted = table.storage().tuples();
        if (!ONE_ENTRY_PER_ROW.contains(index.method())) {
            return 0;
        }
        return index.partial() || counted <= 0 ? index.tuples() : index.tuples() * rows / counted;
    }
}
