package dev.tickbird.console.web.chart;

import dev.tickbird.schemas.common.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * One line over time. The drawing is stretched to its place; what is to be read stands beside it.
 *
 * @param title what is measured
 * @param line the path of the line
 * @param area the path of what is below it
 * @param threshold how far from the top the threshold is; null when there is none
 * @param top the label at the top of the scale
 * @param middle the label at half its height
 * @param limit the threshold's label; null when there is none
 * @param from the label of the beginning
 * @param until the label of the end
 * @param about the whole in a sentence, for those who do not see it
 */
public record Chart(
        String title,
        String line,
        String area,
        @Nullable String threshold,
        String top,
        String middle,
        @Nullable String limit,
        String from,
        String until,
        String about) {
    /** The drawing's own measures. */
    public static final int WIDTH = 600;

    public static final int HEIGHT = 120;
    private static final DateTimeFormatter HOURS = label("HH:mm");
    private static final DateTimeFormatter DAYS = label("d MMM HH:mm");
    private static final Duration A_DAY = Duration.ofHours(20);

    /**
     * Draws.
     *
     * @param samples in the order of time
     * @param limit the threshold; null for none
     */
    public static Chart of(
            String title, String unit, List<Sample> samples, Instant from, Instant until, @Nullable Double limit) {
        OptionalDouble highest = values(samples).max();
        double top = Scale.top(Math.max(highest.orElse(0), limit == null ? 0 : limit * 1.05), unit);
        Line line = new Line(from, until, top, WIDTH, HEIGHT);
        DateTimeFormatter times =
                Duration.between(from, until).compareTo(A_DAY) > 0 || !sameDay(from, until) ? DAYS : HOURS;
        return new Chart(
                title,
                line.path(samples),
                line.area(samples),
                limit == null ? null : line.y(limit),
                Scale.label(top, unit),
                Scale.label(top / 2, unit),
                limit == null ? null : figure(limit, unit),
                times.format(from),
                times.format(until) + " UTC",
                about(title, unit, samples, limit));
    }

    private static String about(String title, String unit, List<Sample> samples, @Nullable Double limit) {
        OptionalDouble lowest = values(samples).min();
        if (lowest.isEmpty()) {
            return title + ": nothing was measured in this time";
        }
        String limited = limit == null ? "" : ", threshold " + figure(limit, unit);
        return title + ": from " + figure(lowest.getAsDouble(), unit) + " to "
                + figure(values(samples).max().getAsDouble(), unit) + limited;
    }

    private static DoubleStream values(List<Sample> samples) {
        return samples.stream().map(Sample::value).filter(Objects::nonNull).mapToDouble(Double::doubleValue);
    }

    private static String figure(double value, String unit) {
        return Figures.of(BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP), unit);
    }

    private static boolean sameDay(Instant from, Instant until) {
        return from.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .equals(until.atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private static DateTimeFormatter label(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
