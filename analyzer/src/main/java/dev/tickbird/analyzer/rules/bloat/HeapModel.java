package dev.tickbird.analyzer.rules.bloat;

import dev.tickbird.analyzer.rule.StorageOptions;
import dev.tickbird.analyzer.rules.bloat.TupleLayout.Part;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.List;
import java.util.Map;

/** How many pages a heap would have if it were written anew. Pages are 8 kB. */
final class HeapModel {
    private static final int PAGE = 8192;
    private static final int USABLE = 8168;
    private static final int HEADER = 24;
    private static final int LINE_POINTER = 4;
    /** Above this size a row that does not fit leaves the rest of its page empty. */
    private static final int WIDE = 1000;

    private HeapModel() {}

    static double pages(TableDocument table, double rows) {
        List<Part> parts = table.columns().stream()
                .filter(column -> !column.dropped())
                .map(column -> new Part(column, false))
                .toList();
        double tuple = tuple(table, parts);
        double usable = USABLE - PAGE * (100 - fillfactor(table.storage().options(), 100)) / 100.0;
        boolean fixed = parts.stream().allMatch(Part::fixed);
        // Rows of one width leave the same rest on each page; of others a page ends where the next does not fit, half a
        // row on average.
        double perPage = fixed || tuple > WIDE
                ? Math.floor(usable / (tuple + LINE_POINTER))
                : (usable - tuple / 2) / (tuple + LINE_POINTER);
        return rows / Math.max(1, perPage);
    }

    /** The expected size of a row, its header included, its line pointer not. */
    static double tuple(TableDocument table) {
        return tuple(
                table,
                table.columns().stream()
                        .filter(column -> !column.dropped())
                        .map(column -> new Part(column, false))
                        .toList());
    }

    private static double tuple(TableDocument table, List<Part> parts) {
        int columns =
                table.columns().stream().mapToInt(ColumnDocument::number).max().orElse(0);
        int withNulls = align(HEADER - 1 + (columns + 7) / 8);
        return TupleLayout.bytes(parts, HEADER, withNulls);
    }

    static int align(int bytes) {
        return (bytes + 7) / 8 * 8;
    }

    static int fillfactor(Map<String, String> options, int usual) {
        return (int) Math.round(StorageOptions.number(options, "fillfactor").orElse(usual));
    }
}
