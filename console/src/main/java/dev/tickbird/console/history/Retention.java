package dev.tickbird.console.history;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the console's own history is kept.
 *
 * @param findings evidence, episodes and messages
 * @param readings figures of servers, reading by reading
 * @param fiveMinutes the same by five minutes
 * @param hourly the same by the hour; changes of settings too
 */
public record Retention(Duration findings, Duration readings, Duration fiveMinutes, Duration hourly) {
    private static final Duration LEAST = Duration.ofDays(3);
    private static final int WEEK = 7;
    private static final int MONTH = 30;

    public static final Retention DEFAULTS =
            new Retention(Duration.ofDays(90), LEAST, Duration.ofDays(14), Duration.ofDays(400));

    public Retention {
        check("findings", findings);
        check("readings", readings);
        check("fiveMinutes", fiveMinutes);
        check("hourly", hourly);
    }

    @JsonCreator
    static Retention of(
            @JsonProperty("findings") @Nullable Duration findings,
            @JsonProperty("readings") @Nullable Duration readings,
            @JsonProperty("fiveMinutes") @Nullable Duration fiveMinutes,
            @JsonProperty("hourly") @Nullable Duration hourly) {
        return new Retention(
                findings == null ? DEFAULTS.findings : findings,
                readings == null ? DEFAULTS.readings : readings,
                fiveMinutes == null ? DEFAULTS.fiveMinutes : fiveMinutes,
                hourly == null ? DEFAULTS.hourly : hourly);
    }

    /** Whether a reading of this time has a place: it is neither over already nor of a day that cannot be. */
    public boolean holds(Instant at, Instant now) {
        Instant from = now.minus(readings)
                .atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
        return !at.isBefore(from) && at.isBefore(now.plus(Duration.ofDays(1)));
    }

    List<PartitionedTable> tables() {
        return List.of(
                new PartitionedTable("finding_point", WEEK, findings),
                new PartitionedTable(Step.RAW.table(), 1, readings),
                new PartitionedTable(Step.FIVE_MINUTES.table(), WEEK, fiveMinutes),
                new PartitionedTable(Step.HOUR.table(), MONTH, hourly));
    }

    private static void check(String field, Duration value) {
        if (value.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "field 'history." + field + "' is " + value + ": expected at least " + LEAST + " (three days)");
        }
    }
}
