package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.TableDelta;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.TableCounters;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much was read by sequential scans.
 *
 * @param rows in an hour; where the span is not known, in all
 * @param over the hour; null where the span is not known
 * @param provisional whether it rests on counters that began long ago
 */
record SequentialReading(
        double rows,
        double indexPercent,
        double writes,
        @Nullable Duration over,
        boolean provisional) {
    private static final Duration HOUR = Duration.ofHours(1);
    /** Of a shorter window nothing can be said by the hour. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    static @Nullable SequentialReading of(TableCase facts) {
        TableDelta delta = facts.delta();
        TableCounters counters = facts.table().counters();
        if (delta != null && delta.window().compareTo(SHORTEST) >= 0) {
            double hours = delta.window().toMillis() / (double) HOUR.toMillis();
            return new SequentialReading(
                    delta.sequentialTuples() / hours,
                    percent((double) delta.indexScans(), (double) delta.sequentialScans()),
                    (double) (delta.inserted() + delta.updated() + delta.deleted()) / hours,
                    HOUR,
                    false);
        }
        if (counters == null) {
            return null;
        }
        Instant since = facts.statsReset();
        double hours = since == null
                ? 1
                : Math.max(1, Duration.between(since, facts.at()).toMinutes() / 60.0);
        return new SequentialReading(
                counters.sequentialTuples() / hours,
                percent((double) counters.indexScans(), (double) counters.sequentialScans()),
                (double) (counters.inserted() + counters.updated() + counters.deleted()) / hours,
                since == null ? null : HOUR,
                true);
    }

    /** A figure by the hour says so. */
    Measure of(String measure, double value) {
        Measure figure = Measure.of(measure, Math.round(value), Unit.ROWS);
        return over == null ? figure : figure.over(over);
    }

    private static double percent(double index, double sequential) {
        return index + sequential == 0 ? 100 : 100 * index / (index + sequential);
    }
}
