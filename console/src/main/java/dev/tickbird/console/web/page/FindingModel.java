package dev.tickbird.console.web.page;

import dev.tickbird.console.store.FindingPast;
import dev.tickbird.console.store.FindingPast.Point;
import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.console.store.Queries.FindingRow;
import dev.tickbird.console.web.chart.Chart;
import dev.tickbird.console.web.chart.Sample;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.finding.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finding as its template takes it. */
public record FindingModel(
        FindingRow row,
        Map<String, String> facts,
        @Nullable FindingRow cause,
        List<FindingRow> symptoms,
        List<ActionRow> actions,
        List<Chart> charts,
        List<Point> points,
        List<FindingPast.Episode> episodes,
        List<FindingPast.Message> messages) {
    private static final int MOST_CHARTS = 3;
    private static final Duration SHORTEST = Duration.ofMinutes(10);

    public Finding finding() {
        return row.finding();
    }

    /** Those that a browser may open; a path in this project's tree is no address. */
    public List<Link> links() {
        return finding().links().stream()
                .filter(link -> link.href().startsWith("https://"))
                .toList();
    }

    /** Measures that were held against a threshold, else the first one, from when there are points until now. */
    static List<Chart> charts(Finding finding, List<Point> points, Instant now) {
        if (points.isEmpty()) {
            return List.of();
        }
        Instant first = points.getFirst().at();
        Instant from = first.isAfter(now.minus(SHORTEST)) ? now.minus(SHORTEST) : first;
        List<Measure> limited = finding.evidence().stream()
                .filter(measure -> measure.threshold() != null)
                .toList();
        List<Measure> drawn = limited.isEmpty() ? finding.evidence() : limited;
        return drawn.stream()
                .limit(limited.isEmpty() ? 1 : MOST_CHARTS)
                .map(measure -> chart(finding, measure, points, from, now))
                .toList();
    }

    private static Chart chart(Finding finding, Measure measure, List<Point> points, Instant from, Instant now) {
        List<Sample> samples = new ArrayList<>();
        for (Point point : points) {
            samples.add(new Sample(
                    point.at(), point.state() == FindingState.RESOLVED ? null : value(point.evidence(), measure)));
        }
        if (finding.state() != FindingState.RESOLVED && finding.state() != FindingState.UNKNOWN) {
            samples.add(new Sample(now, measure.value().doubleValue()));
        }
        Double limit = measure.threshold() == null ? null : measure.threshold().doubleValue();
        return Chart.of(measure.measure(), measure.unit(), samples, from, now, limit);
    }

    private static @Nullable Double value(List<Measure> evidence, Measure like) {
        return evidence.stream()
                .filter(measure -> measure.measure().equals(like.measure())
                        && measure.unit().equals(like.unit()))
                .findFirst()
                .map(measure -> measure.value().doubleValue())
                .orElse(null);
    }
}
