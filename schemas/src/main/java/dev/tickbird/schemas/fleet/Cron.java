package dev.tickbird.schemas.fleet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When something is due, as five fields: minute, hour, day of the month, month, day of the week. Where both days are given, either
 * is enough. A time that the clocks leave out is due when they have moved; one that comes twice is due the first time.
 *
 * @param text the fields, a space between each two
 */
public record Cron(@JsonValue String text) {
    /** Between two leap days there may be eight years. */
    private static final int MOST_DAYS = 8 * 366;

    public Cron {
        text = text.strip().replaceAll("\\s+", " ");
        CronFields fields = CronFields.parse(text);
        LocalDate any = LocalDate.EPOCH;
        if (days(any, 1).limit(MOST_DAYS).noneMatch(fields::on)) {
            throw new IllegalArgumentException("'" + text + "' never comes: no month it names has such a day");
        }
    }

    @JsonCreator
    public static Cron of(String text) {
        return new Cron(text);
    }

    /** The first time after that one. */
    public Instant next(Instant after, ZoneId zone) {
        CronFields fields = CronFields.parse(text);
        return days(after.atZone(zone).toLocalDate(), 1)
                .flatMap(day -> fields.times(day).stream())
                .map(time -> instant(time, zone))
                .filter(due -> due.isAfter(after))
                .findFirst()
                .orElseThrow();
    }

    /** The last time after the one and not after the other; empty when there is none. */
    public Optional<Instant> last(Instant after, Instant until, ZoneId zone) {
        CronFields fields = CronFields.parse(text);
        LocalDate first = after.atZone(zone).toLocalDate();
        return days(until.atZone(zone).toLocalDate(), -1)
                .takeWhile(day -> !day.isBefore(first))
                .flatMap(day -> fields.times(day).reversed().stream())
                .map(time -> instant(time, zone))
                .filter(due -> !due.isAfter(until))
                .findFirst()
                .filter(due -> due.isAfter(after));
    }

    private static Stream<LocalDate> days(LocalDate from, int step) {
        return Stream.iterate(from, day -> day.plusDays(step));
    }

    private static Instant instant(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(time).getInstant()
                : time.toInstant(offsets.getFirst());
    }

    @Override
    public String toString() {
        return text;
    }
}
