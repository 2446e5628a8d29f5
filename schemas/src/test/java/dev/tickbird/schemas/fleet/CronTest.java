package dev.tickbird.schemas.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 3 * * *     | 2026-11-20T12:00:00Z | 2026-11-21T03:00:00Z",
                "*/15 * * * *  | 2026-11-20T12:00:00Z | 2026-11-20T12:15:00Z",
                "5/20 * * * *  | 2026-11-20T12:25:00Z | 2026-11-20T12:45:00Z",
                "0 9-17/4 * * 1-5 | 2026-11-20T17:00:00Z | 2026-11-23T09:00:00Z",
                "30 1 * * sun  | 2026-11-20T12:00:00Z | 2026-11-22T01:30:00Z",
                "30 1 * * 7    | 2026-11-20T12:00:00Z | 2026-11-22T01:30:00Z",
                "0 0 1,15 * *  | 2026-11-20T12:00:00Z | 2026-12-01T00:00:00Z",
                "0 0 13 * fri  | 2026-11-20T12:00:00Z | 2026-11-27T00:00:00Z",
                "0 0 29 feb *  | 2026-11-20T12:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 29 2 *    | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z",
            })
    void isDueNext(String cron, Instant after, Instant next) {
        assertThat(Cron.of(cron).next(after, ZoneOffset.UTC)).isEqualTo(next);
    }

    @Test
    void aTimeThatTheClocksLeaveOutIsDueWhenTheyHaveMoved() {
        List<Instant> due = times(Cron.of("30 2 * * *"), "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z");
        assertThat(due)
                .containsExactly(
                        Instant.parse("2026-03-28T01:30:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void severalThatTheClocksLeaveOutAreOne() {
        List<Instant> due = times(Cron.of("*/20 2,3 * * *"), "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z");
        assertThat(due)
                .containsExactly(
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-29T01:20:00Z"),
                        Instant.parse("2026-03-29T01:40:00Z"));
    }

    @Test
    void aTimeThatComesTwiceIsDueOnce() {
        List<Instant> due = times(Cron.of("30 2 * * *"), "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z");
        assertThat(due).containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void whatWasDueLastIsTheLastOfAllThatWereDue() {
        Random random = new Random(20261121);
        for (int i = 0; i < 300; i++) {
            Cron cron = Cron.of(random.nextInt(60) + " " + random.nextInt(24) + "," + random.nextInt(24) + " * * "
                    + (random.nextBoolean() ? "*" : Integer.toString(random.nextInt(8))));
            Instant from = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(525_600)));
            Instant until = from.plus(Duration.ofMinutes(random.nextInt(20_000)));
            List<Instant> all = times(cron, from.toString(), until.toString());
            assertThat(cron.last(from, until, ZURICH))
                    .as("%s from %s until %s", cron, from, until)
                    .isEqualTo(all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 3 * *         | has 4 fields: expected five",
                "0 24 * * *      | the hour '24' is not valid: expected *, 0 to 23",
                "60 3 * * *      | the minute '60' is not valid",
                "0 3 0 * *       | the day '0' is not valid: expected *, 1 to 31",
                "0 3 * 13 *      | the month '13' is not valid: expected *, 1 to 12 or jan to dec",
                "0 3 * * someday | the weekday 'someday' is not valid: expected *, 0 to 7 or sun to sat",
                "9-5 3 * * *     | the minute '9-5' is not valid",
                "*/0 3 * * *     | the minute '*/0' is not valid",
                "1-2-3 3 * * *   | the minute '1-2-3' is not valid",
                "0 0 30 2 *      | never comes",
            })
    void whatIsWrongIsNamed(String cron, String complaint) {
        assertThatThrownBy(() -> Cron.of(cron))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    /** All in (from, until], one after the other. */
    private static List<Instant> times(Cron cron, String from, String until) {
        List<Instant> times = new ArrayList<>();
        Instant end = Instant.parse(until);
        for (Instant due = cron.next(Instant.parse(from), ZURICH); !due.isAfter(end); due = cron.next(due, ZURICH)) {
            times.add(due);
        }
        return times;
    }
}
