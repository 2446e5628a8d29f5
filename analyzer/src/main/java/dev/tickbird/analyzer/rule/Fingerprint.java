package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ColumnStatistics;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.util.List;
import java.util.Optional;

/**
 * What the size of a relation for each row rests on. While it is nearly the same, so is that size.
 *
 * @param perRow bytes by the columns' mean widths, at the fill factor; of TOAST, chunks
 * @param nulls sum of the columns' shares of nulls
 * @param sharing rows for each distinct key of an index, up to the number from which more makes no difference
 */
public record Fingerprint(float perRow, float nulls, float sharing) {
    private static final double MOVED = 0.1;
    private static final int ROW_HEADER = 28;
    private static final int ENTRY_HEADER = 12;
    private static final double MOST_SHARING = 100;

    /** Whether nothing moved by more than a tenth. */
    public boolean near(Fingerprint other) {
        return near(perRow, other.perRow) && near(sharing, other.sharing) && Math.abs(nulls - other.nulls) <= MOVED;
    }

    private static boolean near(float a, float b) {
        return Math.abs(a - b) <= MOVED * Math.max(a, b);
    }

    /** Empty where a column has no statistics. */
    static Optional<Fingerprint> ofHeap(TableDocument table) {
        List<ColumnDocument> columns =
                table.columns().stream().filter(column -> !column.dropped()).toList();
        double fillfactor =
                StorageOptions.number(table.storage().options(), "fillfactor").orElse(100);
        return of(columns, ROW_HEADER, fillfactor, 1);
    }

    /** Empty where a column has no statistics. */
    static Optional<Fingerprint> ofIndex(TableDocument table, IndexDocument index) {
        List<ColumnDocument> columns = IndexColumns.of(table, index);
        if (columns.size() < index.keys().size() + index.include().size()) {
            return Optional.empty();
        }
        double fillfactor = StorageOptions.number(index.options(), "fillfactor").orElse(90);
        double rows = Math.max(1, table.storage().tuples());
        double keys = 1;
        for (ColumnDocument column : columns) {
            keys *= distinct(column, rows);
        }
        double sharing = shares(index) ? Math.clamp(rows / keys, 1, MOST_SHARING) : 1;
        return of(columns, ENTRY_HEADER, fillfactor, sharing);
    }

    /** Whether equal keys are stored once. */
    private static boolean shares(IndexDocument index) {
        boolean btree = index.deduplicates()
                && !index.unique()
                && index.include().isEmpty()
                && !StorageOptions.off(index.options(), "deduplicate_items");
        return btree || index.method().equals("gin");
    }

    /** Of values that lie outside their rows the statistics say nothing: chunks for each row tell whether they are as long as before. */
    static Optional<Fingerprint> ofToast(TableDocument table) {
        ToastDocument toast = table.toast();
        double rows = table.storage().tuples();
        return toast == null || toast.tuples() <= 0 || rows <= 0
                ? Optional.empty()
                : Optional.of(new Fingerprint((float) (toast.tuples() / rows), 0, 1));
    }

    private static Optional<Fingerprint> of(
            List<ColumnDocument> columns, int header, double fillfactor, double sharing) {
        double bytes = header;
        double nulls = 0;
        for (ColumnDocument column : columns) {
            ColumnStatistics statistics = column.statistics();
            if (statistics == null) {
                return Optional.empty();
            }
            bytes += (1 - statistics.nullFraction()) * statistics.averageWidth();
            nulls += statistics.nullFraction();
        }
        return Optional.of(new Fingerprint((float) (bytes * 100 / fillfactor), (float) nulls, (float) sharing));
    }

    private static double distinct(ColumnDocument column, double rows) {
        ColumnStatistics statistics = column.statistics();
        double distinct = statistics == null ? 0 : statistics.distinct();
        return Math.max(1, distinct < 0 ? -distinct * rows : distinct);
    }
}
