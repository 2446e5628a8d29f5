package dev.tickbird.console.history;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A server's figures over time.
 *
 * @param points in the order of time; a metric that was not measured is missing there
 */
public record Series(List<Point> points) {
    public static final Series NONE = new Series(List.of());

    public Series {
        points = Immutable.list(points);
    }

    /** All that was measured in some time, which begins there. */
    public record Point(Instant at, Map<Metric, Double> figures) {
        public Point {
            figures = Map.copyOf(figures);
        }
    }
}
