package dev.tickbird.console.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in partitions of some days each.
 *
 * @param name of the table; partitions are called {@code name_yyyymmdd} by their first day
 * @param days how many days a partition holds
 * @param kept how long a row is kept at least
 */
record PartitionedTable(String name, int days, Duration kept) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int DAYS_AHEAD = 3;

    /** One partition: rows from its first day until before the next one's. */
    record Partition(String name, LocalDate from, LocalDate until) {}

    /** Those that must be there: all that may still be written, and the next ones. */
    List<Partition> wanted(Instant now) {
        List<Partition> wanted = new ArrayList<>();
        LocalDate day = start(now.minus(kept));
        LocalDate last = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(DAYS_AHEAD);
        while (!day.isAfter(last)) {
            wanted.add(new Partition(name + "_" + DAY.format(day), day, day.plusDays(days)));
            day = day.plusDays(days);
        }
        return wanted;
    }

    /** Whether the partition of this name holds nothing that is still to be kept. */
    boolean isOver(String partition, Instant now) {
        LocalDate from = LocalDate.parse(partition.substring(name.length() + 1), DAY);
        return from.isBefore(start(now.minus(kept)));
    }

    /** The first day of the partition that holds this time. Partitions begin at multiples of their length since 1970. */
    private LocalDate start(Instant time) {
        long day = LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay();
        return LocalDate.ofEpochDay(Math.floorDiv(day, days) * days);
    }
}
