package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;

/**
 * A row of {@code pg_statistic} without any value of the data.
 *
 * @param inherited true when it describes the table and its children together
 * @param nullFraction 0 to 1
 * @param averageWidth bytes, of values that are not null
 * @param distinct {@code stadistinct}: a count, or negative as a share of the rows; 0 unknown
 * @param mostCommonFrequencies shares of the rows, most common first
 */
public record ColumnStatistics(
        boolean inherited, double nullFraction, int averageWidth, double distinct, List<Double> mostCommonFrequencies) {
    public ColumnStatistics {
        mostCommonFrequencies = Immutable.list(mostCommonFrequencies);
    }
}
