package dev.tickbird.analyzer.rule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a table was read from end to end before an action and since.
 *
 * @param rowsPerHourBefore rows that sequential scans read, since the counters began; null while that is not known
 * @param scans sequential scans since
 * @param rows rows that they read
 * @param over the time that they were counted in
 */
public record ReadingEffect(@Nullable Double rowsPerHourBefore, long scans, long rows, Duration over) {
    /** Before the table was seen again. */
    public static final ReadingEffect NONE = new ReadingEffect(null, 0, 0, Duration.ZERO);

    private static final double HOUR = Duration.ofHours(1).toMillis();

    /** The same once it is known what was read in the time before. */
    public ReadingEffect before(long read, Duration in) {
        return in.isPositive() ? new ReadingEffect(perHour(read, in), scans, rows, over) : this;
    }

    public ReadingEffect plus(TableDelta delta) {
        return new ReadingEffect(
                rowsPerHourBefore,
                scans + delta.sequentialScans(),
                rows + delta.sequentialTuples(),
                over.plus(delta.window()));
    }

    public double rowsPerHour() {
        return over.isZero() ? 0 : perHour(rows, over);
    }

    private static double perHour(long rows, Duration in) {
        return rows / (in.toMillis() / HOUR);
    }
}
