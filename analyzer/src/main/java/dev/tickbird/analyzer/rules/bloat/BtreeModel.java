package dev.tickbird.analyzer.rules.bloat;

import dev.tickbird.analyzer.rule.IndexColumns;
import dev.tickbird.analyzer.rules.bloat.TupleLayout.Part;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ColumnStatistics;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexKey;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.List;
import java.util.Objects;

/** How many pages a B-tree would have if it were built anew, deduplication included. Pages are 8 kB. */
final class BtreeModel {
    private static final int PAGE = 8192;
    private static final int USABLE = 8152;
    private static final int DEFAULT_FILLFACTOR = 90;
    private static final int HEADER = 8;
    private static final int HEADER_WITH_NULLS = 16;
    private static final int LINE_POINTER = 4;
    private static final int INTERNAL_FILL_PERCENT = 70;
    /** Rows that ANALYZE reads with the usual statistics target. */
    private static final int SAMPLE = 30_000;

    private static final int SEEN_OFTEN = 10;

    private BtreeModel() {}

    /** The key and included columns with their statistics, in the index's order; an entry without statistics stays without. */
    static List<Part> parts(TableDocument table, IndexDocument index) {
        List<ColumnDocument> expressions = index.keys().stream()
                .map(IndexKey::expressionColumn)
                .filter(Objects::nonNull)
                .toList();
        return IndexColumns.of(table, index).stream()
                .map(column -> new Part(column, expressions.contains(column)))
                .toList();
    }

    /**
     * The pages, if keys share posting lists as the statistics say.
     *
     * @param sure where they say too little, count no more sharing than is certain: then there are no more pages than this
     */
    static double pages(
            TableDocument table,
            IndexDocument index,
            double tuples,
            double tableRows,
            ServerVersion version,
            boolean sure) {
        List<Part> all = parts(table, index);
        List<Part> parts =
                index.partial() ? all.stream().map(part -> leftOut(part, index)).toList() : all;
        double tuple = TupleLayout.bytes(parts, HEADER, HEADER_WITH_NULLS);
        boolean shared = deduplicates(index, version) && !(sure && index.partial());
        boolean apart = sure && !countable(parts, tableRows);
        double bytes = shared ? sharedBytes(parts, tuples, tableRows, tuple, apart) : tuples * (tuple + LINE_POINTER);
        int fillfactor = HeapModel.fillfactor(index.options(), DEFAULT_FILLFACTOR);
        double usable = USABLE - PAGE * (100 - fillfactor) / 100.0;
        double highKey = tuple + LINE_POINTER;
        double perLeaf = usable - highKey + (tuple < 400 ? highKey / 2 : 0);
        return tree(Math.max(1, bytes / perLeaf), tuple);
    }

    /** A partial index over rows that are not null has no nulls. */
    private static Part leftOut(Part part, IndexDocument index) {
        String condition = new Identifier(part.column().name()).sql() + " IS NOT NULL";
        ColumnStatistics statistics = part.column().statistics();
        boolean absent = statistics != null && String.valueOf(index.predicate()).contains("(" + condition + ")");
        return absent && statistics != null ? withoutNulls(part, statistics) : part;
    }

    /**
     * Whether the number of distinct keys is known well: ANALYZE saw each of them many times, or all rows. From a sample in which
     * most keys came once, an uneven distribution looks like far fewer keys than there are.
     */
    private static boolean countable(List<Part> parts, double tableRows) {
        return tableRows <= SAMPLE
                || parts.stream().allMatch(part -> {
                    ColumnStatistics statistics = part.column().statistics();
                    return statistics != null
                            && (distinct(part, tableRows) <= SAMPLE / SEEN_OFTEN || statistics.distinct() == -1);
                });
    }

    /** Leaves, the levels above them and the meta page. */
    private static double tree(double leaves, double tuple) {
        double fanout = Math.max(2, USABLE * INTERNAL_FILL_PERCENT / 100.0 / (tuple + LINE_POINTER));
        double pages = leaves;
        double level = leaves;
        while (level > 1) {
            level = Math.ceil(level / fanout);
            pages += level;
        }
        return pages + 1;
    }

    private static boolean deduplicates(IndexDocument index, ServerVersion version) {
        String option = index.options().getOrDefault("deduplicate_items", "on");
        return version.atLeast(13)
                && index.deduplicates()
                && !index.unique()
                && index.include().isEmpty()
                && !List.of("off", "false", "no", "0").contains(option);
    }

    private static double sharedBytes(List<Part> parts, double tuples, double tableRows, double tuple, boolean apart) {
        if (parts.size() == 1) {
            return singleColumnBytes(parts.getFirst(), tuples, tableRows, apart);
        }
        if (apart) {
            return tuples * (tuple + LINE_POINTER);
        }
        double distinct = 1;
        for (Part part : parts) {
            distinct *= Math.max(1, distinct(part, tableRows));
        }
        return PostingLists.bytes(tuples, Math.min(distinct, tuples), tuple);
    }

    /** @param apart whether only nulls and the most common keys are known to repeat */
    private static double singleColumnBytes(Part part, double tuples, double tableRows, boolean apart) {
        ColumnStatistics statistics = part.column().statistics();
        if (statistics == null) {
            throw new IllegalStateException("no statistics of " + part.column().name());
        }
        double key = TupleLayout.bytes(List.of(withoutNulls(part, statistics)), HEADER, HEADER_WITH_NULLS);
        double nulls = tuples * statistics.nullFraction();
        double bytes = nulls > 0 ? PostingLists.group(nulls, HEADER_WITH_NULLS) : 0;
        double common = 0;
        for (double share : statistics.mostCommonFrequencies()) {
            bytes += PostingLists.group(Math.rint(share * tuples), key);
            common += share;
        }
        double rest = Math.max(0, tuples * (1 - statistics.nullFraction() - common));
        double distinct =
                distinct(part, tableRows) - statistics.mostCommonFrequencies().size();
        return bytes + (apart ? rest * (key + LINE_POINTER) : PostingLists.bytes(rest, Math.max(1, distinct), key));
    }

    private static Part withoutNulls(Part part, ColumnStatistics statistics) {
        ColumnDocument column = part.column();
        ColumnStatistics full = new ColumnStatistics(
                statistics.inherited(), 0, statistics.averageWidth(), statistics.distinct(), List.of());
        return new Part(
                new ColumnDocument(
                        column.number(),
                        column.name(),
                        column.type(),
                        column.length(),
                        column.alignment(),
                        column.storage(),
                        column.notNull(),
                        column.dropped(),
                        full),
                part.expression());
    }

    private static double distinct(Part part, double tableRows) {
        ColumnStatistics statistics = part.column().statistics();
        double distinct = statistics == null || statistics.distinct() == 0 ? 1 : statistics.distinct();
        return distinct > 0 ? distinct : -distinct * tableRows;
    }
}
