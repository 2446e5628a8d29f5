package dev.tickbird.console.web.chart;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A line as small as a word, from nought to its highest value. It says whether something moves; the figure stands beside it. */
public final class Spark {
    /** The drawing's own measures. */
    public static final int WIDTH = 80;

    public static final int HEIGHT = 20;

    private Spark() {}

    /** Its path; empty where there is nothing to draw. */
    public static String path(List<Sample> samples, Instant from, Instant until) {
        double top = samples.stream()
                .map(Sample::value)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        return new Line(from, until, top > 0 ? top : 1, WIDTH, HEIGHT).path(samples);
    }
}
