package dev.tickbird.console.web.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Places values in a drawing. */
record Line(Instant from, Instant until, double top, int width, int height) {
    private static final double ROOM = 2;

    /** The path through the samples; it begins anew behind a gap. A single value is a short stroke. */
    String path(List<Sample> samples) {
        StringBuilder path = new StringBuilder();
        for (List<Sample> piece : pieces(samples)) {
            String command = "M";
            for (Sample sample : piece) {
                path.append(command).append(point(sample));
                command = "L";
            }
            if (piece.size() == 1) {
                path.append("h1");
            }
        }
        return path.toString();
    }

    /** What is between the line and the bottom. */
    String area(List<Sample> samples) {
        StringBuilder path = new StringBuilder();
        for (List<Sample> piece : pieces(samples)) {
            path.append('M').append(x(piece.getFirst().at())).append(' ').append(height);
            piece.forEach(sample -> path.append('L').append(point(sample)));
            path.append('L')
                    .append(x(piece.getLast().at()))
                    .append(' ')
                    .append(height)
                    .append('Z');
        }
        return path.toString();
    }

    String y(double value) {
        double share = Math.clamp(value / top, 0, 1);
        return round(height - share * (height - ROOM));
    }

    private String x(Instant at) {
        double whole = Math.max(1, Duration.between(from, until).toMillis());
        return round(Math.clamp(Duration.between(from, at).toMillis() / whole, 0, 1) * width);
    }

    private String point(Sample sample) {
        Double value = sample.value();
        return x(sample.at()) + " " + y(value == null ? 0 : value);
    }

    private static List<List<Sample>> pieces(List<Sample> samples) {
        List<List<Sample>> pieces = new ArrayList<>();
        List<Sample> piece = new ArrayList<>();
        for (Sample sample : samples) {
            if (sample.value() == null) {
                close(piece, pieces);
                piece = new ArrayList<>();
            } else {
                piece.add(sample);
            }
        }
        close(piece, pieces);
        return pieces;
    }

    private static void close(List<Sample> piece, List<List<Sample>> pieces) {
        if (!piece.isEmpty()) {
            pieces.add(piece);
        }
    }

    private static String round(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
