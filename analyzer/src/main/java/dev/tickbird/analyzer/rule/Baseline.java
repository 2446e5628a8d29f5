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
    private static final long PAGE = 8192;
    /** Of fewer pages one more or less would be over one percent. */
    private static final long LEAST_PAGES = 100;

    private static final String GIN = "gin";
    private static final Set<String> ONE_ENTRY_PER_ROW = Set.of("btree", "gist", "spgist", "hash");

    /** What a heap that was just built teaches; empty where it was not measured or counted yet, or is small. */
    public static Optional<Baseline> ofHeap(TableDocument table) {
        Long bytes = table.storage().bytes();
        double rows = table.storage().tuples();
        return bytes == null || !tells(bytes, rows)
                ? Optional.empty()
                : Fingerprint.ofHeap(table).map(print -> new Baseline((float) (bytes / rows), print));
    }

    /** What an index that was just built teaches; empty where it was not measured or counted yet, is small, or grows in another way. */
    public static Optional<Baseline> ofIndex(TableDocument table, IndexDocument index) {
        Long bytes = index.bytes();
        double entries = entries(table, index, table.storage().tuples());
        return bytes == null || !index.valid() || index.building() || !tells(bytes, entries)
                ? Optional.empty()
                : Fingerprint.ofIndex(table, index).map(print -> new Baseline((float) (bytes / entries), print));
    }

    /** What a TOAST relation that was just built teaches, once a VACUUM has counted it. */
    public static Optional<Baseline> ofToast(TableDocument table) {
        ToastDocument toast = table.toast();
        return toast == null || !tells(toast.pages() * PAGE, toast.tuples())
                ? Optional.empty()
                : Fingerprint.ofToast(table)
                        .map(print -> new Baseline((float) (toast.pages() * PAGE / toast.tuples()), print));
    }

    private static boolean tells(long bytes, double rows) {
        return rows > 0 && bytes >= LEAST_PAGES * PAGE;
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
