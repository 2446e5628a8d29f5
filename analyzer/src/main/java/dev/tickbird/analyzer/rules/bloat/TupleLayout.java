package dev.tickbird.analyzer.rules.bloat;

import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ColumnStatistics;
import java.util.List;

/**
 * The expected size of a tuple from column statistics. Columns are laid out in order; where the offset of a column modulo 8 is not
 * certain it is a distribution, so that padding is an expectation too.
 */
final class TupleLayout {
    private static final int ALIGNMENT = 8;
    /** Above this width nobody knows where a value ends. */
    private static final int CERTAIN = 127;

    private final double[] offsets = {1, 0, 0, 0, 0, 0, 0, 0};
    private double bytes;

    private TupleLayout() {}

    /** @param expression true for what an index expression yields: its statistics count the 4-byte header, the index has 1 byte */
    record Part(ColumnDocument column, boolean expression) {
        double nullFraction() {
            ColumnStatistics statistics = column.statistics();
            return statistics == null ? 0 : statistics.nullFraction();
        }

        boolean fixed() {
            return column.length() > 0 && nullFraction() == 0;
        }
    }

    /**
     * Expected bytes of a tuple, aligned, header included.
     *
     * @param header without nulls
     * @param headerWithNulls with a null bitmap
     */
    static double bytes(List<Part> parts, int header, int headerWithNulls) {
        TupleLayout layout = new TupleLayout();
        double noNull = 1;
        double mostNull = 0;
        for (Part part : parts) {
            layout.add(part);
            noNull *= 1 - part.nullFraction();
            mostNull = Math.max(mostNull, part.nullFraction());
        }
        layout.pad();
        double withoutNulls = Math.min(noNull, 1 - mostNull);
        return withoutNulls * header + (1 - withoutNulls) * headerWithNulls + layout.bytes;
    }

    private void add(Part part) {
        double present = 1 - part.nullFraction();
        double[] next = new double[ALIGNMENT];
        for (int offset = 0; offset < ALIGNMENT; offset++) {
            double share = offsets[offset];
            if (share > 0) {
                next[offset] += share * (1 - present);
                place(part, offset, share * present, next);
            }
        }
        System.arraycopy(next, 0, offsets, 0, ALIGNMENT);
    }

    private void place(Part part, int offset, double share, double[] next) {
        int padding = Math.floorMod(-offset, alignment(part.column()));
        int length = part.column().length();
        if (length > 0) {
            bytes += share * (padding + length);
            next[(offset + padding + length) % ALIGNMENT] += share;
            return;
        }
        int before = Widths.unaligned(part) ? 0 : padding;
        for (Widths.Width width : Widths.of(part)) {
            bytes += share * width.share() * (before + width.bytes());
            if (width.bytes() > CERTAIN) {
                anywhere(share * width.share(), next);
            } else {
                next[(offset + before + width.bytes()) % ALIGNMENT] += share * width.share();
            }
        }
    }

    private static void anywhere(double share, double[] next) {
        for (int any = 0; any < ALIGNMENT; any++) {
            next[any] += share / ALIGNMENT;
        }
    }

    private void pad() {
        for (int offset = 0; offset < ALIGNMENT; offset++) {
            bytes += offsets[offset] * Math.floorMod(-offset, ALIGNMENT);
        }
    }

    private static int alignment(ColumnDocument column) {
        return switch (column.alignment()) {
            case "c" -> 1;
            case "s" -> 2;
            case "i" -> 4;
            default -> 8;
        };
    }
}
