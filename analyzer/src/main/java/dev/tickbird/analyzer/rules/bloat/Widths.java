package dev.tickbird.analyzer.rules.bloat;

import dev.tickbird.analyzer.rules.bloat.TupleLayout.Part;
import dev.tickbird.schemas.snapshot.ColumnStatistics;
import java.util.ArrayList;
import java.util.List;

/**
 * How wide the values of a column of variable length may be. Statistics hold the mean alone, and cut its fraction off: 4 stands for
 * anything from 4 to below 5. Where columns behind it are aligned, it matters how the values lie around the mean.
 */
final class Widths {
    /** Of the values of such columns nothing is known but the mean: as likely as not all are alike, such as codes and hashes. */
    private static final double ALIKE = 0.5;
    /** Expression statistics count a header of 4 bytes, an index stores 1. */
    private static final int SHORTER_HEADER = 3;

    private static final int LONGEST_SHORT = 127;

    private Widths() {}

    /** One possible width and its share of the values. */
    record Width(int bytes, double share) {}

    static List<Width> of(Part part) {
        int mean = mean(part);
        if (mean <= 1 || mean > LONGEST_SHORT) {
            return List.of(new Width(mean, 1));
        }
        return part.column().type().equals("numeric") ? ofNumeric(mean) : around(mean);
    }

    static boolean unaligned(Part part) {
        return mean(part) <= LONGEST_SHORT && !part.column().storage().equals("p");
    }

    private static int mean(Part part) {
        ColumnStatistics statistics = part.column().statistics();
        int width = statistics == null ? 0 : statistics.averageWidth();
        return part.expression() && width <= LONGEST_SHORT + SHORTER_HEADER
                ? Math.max(0, width - SHORTER_HEADER)
                : width;
    }

    /** A number takes 3 bytes and 2 for each four digits. */
    private static List<Width> ofNumeric(int mean) {
        return mean % 2 == 0
                ? List.of(new Width(mean - 1, 0.25), new Width(mean + 1, 0.75))
                : List.of(new Width(mean, 0.75), new Width(mean + 2, 0.25));
    }

    /** From half the mean to one and a half, all as likely. */
    private static List<Width> around(int mean) {
        int least = (mean + 1) / 2;
        int most = mean + (mean - least) + 1;
        List<Width> widths = new ArrayList<>();
        widths.add(new Width(mean, ALIKE));
        for (int bytes = least; bytes <= most; bytes++) {
            widths.add(new Width(bytes, (1 - ALIKE) / (most - least + 1)));
        }
        return widths;
    }
}
