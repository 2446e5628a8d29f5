package dev.tickbird.console.web.page;

import dev.tickbird.console.history.Metric;
import dev.tickbird.console.history.Series;
import dev.tickbird.console.web.chart.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A metric of a series as samples of a line, which has a gap where measurements are missing. */
final class Gaps {
    private static final int MISSED = 3;

    private Gaps() {}

    /**
     * The samples.
     *
     * @param usual how far apart measurements are when none is missing
     */
    static List<Sample> samples(Series series, Metric metric, Duration usual) {
        Duration longest = usual.multipliedBy(MISSED);
        List<Sample> samples = new ArrayList<>();
        Instant last = null;
        for (Series.Point point : series.points()) {
            Double value = point.figures().get(metric);
            if (value == null) {
                continue;
            }
            if (last != null && Duration.between(last, point.at()).compareTo(longest) > 0) {
                samples.add(new Sample(point.at(), null));
            }
            samples.add(new Sample(point.at(), value));
            last = point.at();
        }
        return samples;
    }
}
