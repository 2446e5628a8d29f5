package dev.tickbird.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.console.Readings;
import dev.tickbird.console.Readings.Shape;
import dev.tickbird.console.store.Store;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readings of servers on a real store. */
@ExtendWith(SharedPostgres.class)
class HistoryIT {
    private static final Instant NOW = Instant.parse("2026-06-15T12:07:30Z");
    private static final Duration PAST = Duration.ofMinutes(150);
    private static final List<String> TABLES =
            List.of("reading", "reading_5m", "reading_1h", "telemetry", "facts", "server_settings", "setting_change");

    private record Taken(InstanceSnapshot snapshot, Instant at) {}

    @Test
    void theSameRecordsLeaveTheSameRowsHoweverOftenAndInWhateverBatches(TestPostgres postgres) {
        TestDatabase first = database(postgres);
        Store store = store(first);
        List<Taken> records = records();
        play(store, records, 50);
        List<String> once = rows(first);
        play(store, records, 7);
        play(store, records.subList(records.size() / 2, records.size()), 500);
        assertThat(rows(first)).isEqualTo(once);
        assertThat(once).hasSizeGreaterThan(2 * records.size() / 3);

        TestDatabase second = database(postgres);
        play(store(second), records, 13);
        assertThat(rows(second)).isEqualTo(once);
    }

    @Test
    void coarserRowsTellLevelsByTheHighestAndRatesByTheAverage(TestPostgres postgres) {
        TestDatabase database = database(postgres);
        Store store = store(database);
        play(store, records(), 100);

        assertThat(database.query("SELECT count(*) FROM reading_1h")).containsExactly("3");
        assertThat(database.query("""
                SELECT count(*) FROM reading_5m WHERE connections IS DISTINCT FROM (SELECT max(connections) FROM reading
                    WHERE reading.at >= reading_5m.at AND reading.at < reading_5m.at + interval '5 min')
                  OR abs(transactions - (SELECT avg(transactions) FROM reading
                    WHERE reading.at >= reading_5m.at AND reading.at < reading_5m.at + interval '5 min')) > 0.001""")).containsExactly("0");

        History history = new History(store);
        for (Span span : Span.values()) {
            List<Series.Point> points = history.series("orders", span, NOW).points();
            assertThat(points).as("%s", span).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
            assertThat(points.stream().map(Series.Point::at)).doesNotHaveDuplicates();
            assertThat(points.getLast().at())
                    .as("what is not folded yet is shown too, over %s", span)
                    .isAfterOrEqualTo(NOW.minus(span.width()).minusSeconds(60));
            assertThat(points.subList(points.size() - 2, points.size()))
                    .as("over %s", span)
                    .anySatisfy(point ->
                            assertThat(point.figures()).containsKeys(Metric.RESPONSE, Metric.CONNECTIONS, Metric.SIZE));
        }
        assertThat(history.series("orders", Span.DAY, NOW).points()).hasSize(16);
        assertThat(history.telemetry(List.of("orders", "null", "nobody"))).containsOnlyKeys("orders");
        // The highest of the first hour: the last reading before ten, and a template database.
        assertThat(history.sizes(List.of("orders"), NOW.minus(Duration.ofDays(7)))
                        .get("orders"))
                .satisfies(size -> assertThat(size.bytes())
                        .isCloseTo((double) ((8L << 30) + (7 << 20) + 1_320_000), Offset.offset(1000.0)));
    }

    @Test
    void countersThatBeginAnewLeaveAGapAndNoRateIsNegative(TestPostgres postgres) {
        TestDatabase database = database(postgres);
        Store store = store(database);
        long[] commits = {1_000, 7_000, 13_000, 50, 6_050};
        List<Taken> records = new ArrayList<>();
        for (int i = 0; i < commits.length; i++) {
            Instant at = NOW.minus(Duration.ofMinutes(commits.length - i));
            records.add(new Taken(Readings.facts("orders", at, Shape.of(commits[i])), at));
        }
        play(store, records, 2);

        assertThat(database.query("SELECT coalesce(round(transactions)::text, 'unknown') FROM reading ORDER BY at"))
                .containsExactly("unknown", "102", "102", "unknown", "102");
    }

    @Test
    void aChangedSettingIsNotedOnceWithWhatItWas(TestPostgres postgres) {
        TestDatabase database = database(postgres);
        Store store = store(database);
        Map<String, Setting> changed = new HashMap<>(Readings.SETTINGS);
        changed.put("work_mem", new Setting("65536", "kB", "configuration file", false));
        List<Taken> records = new ArrayList<>();
        for (int minute = 9; minute > 0; minute--) {
            Instant at = NOW.minus(Duration.ofMinutes(minute));
            Shape shape = Shape.of(1_000 - minute).set(minute > 4 ? Readings.SETTINGS : changed);
            records.add(new Taken(Readings.facts("orders", at, shape), at));
        }
        play(store, records, 3);

        assertThat(new History(store).settingChanges("orders")).singleElement().satisfies(change -> {
            assertThat(change.at()).isEqualTo(NOW.minus(Duration.ofMinutes(4)));
            assertThat(change.settings()).singleElement().satisfies(setting -> {
                assertThat(setting.name()).isEqualTo("work_mem");
                assertThat(setting.before()).isEqualTo(Readings.SETTINGS.get("work_mem"));
                assertThat(setting.after()).isEqualTo(changed.get("work_mem"));
            });
        });
    }

    @Test
    void whatIsFineGoesEarlierThanWhatIsCoarse(TestPostgres postgres) {
        TestDatabase database = database(postgres);
        Store store = store(database);
        play(store, records(), 100);
        upkeep(store, NOW.plus(Duration.ofDays(5)));
        assertThat(counts(database)).containsExactly("0", "30", "3");
        upkeep(store, NOW.plus(Duration.ofDays(30)));
        assertThat(counts(database)).containsExactly("0", "0", "3");
        upkeep(store, NOW.plus(Duration.ofDays(450)));
        assertThat(counts(database)).containsExactly("0", "0", "0");
        assertThat(database.query("SELECT count(*) FROM telemetry")).containsExactly("0");
    }

    private static List<String> counts(TestDatabase database) {
        return Stream.of("reading", "reading_5m", "reading_1h")
                .map(table -> database.query("SELECT count(*) FROM " + table).getFirst())
                .toList();
    }

    /** A reading every half minute over the past, every other one with facts; a minute of it out of reach. */
    private static List<Taken> records() {
        List<Taken> records = new ArrayList<>();
        Instant begin = NOW.minus(PAST);
        for (long second = 0; second < PAST.toSeconds(); second += 30) {
            Instant at = begin.plusSeconds(second);
            if (second == 600) {
                records.add(new Taken(Readings.unreachable("orders", at), at));
                continue;
            }
            records.add(new Taken(Readings.canary("orders", at, 1 + (int) (second % 7)), at));
            if (second % 60 == 0) {
                Shape shape = Shape.of(second * 20).sized((8L << 30) + second * 1000, 20 + (int) (second % 11));
                // In the same moment as the canary, as it may be on the topic.
                records.add(new Taken(Readings.facts("orders", at, shape), at));
            }
        }
        return records;
    }

    private static void play(Store store, List<Taken> records, int batch) {
        for (int from = 0; from < records.size(); from += batch) {
            List<Taken> some = records.subList(from, Math.min(records.size(), from + batch));
            store.inTransaction(connection -> {
                Recorder recorder = new Recorder(connection);
                for (Taken taken : some) {
                    // Two records of one moment differ by their offset.
                    recorder.take(taken.snapshot, taken.at, taken.snapshot.facts() == null ? 1 : 2);
                }
            });
        }
    }

    private static List<String> rows(TestDatabase database) {
        return TABLES.stream()
                .flatMap(
                        table -> database
                                .query("SELECT '" + table + ' ' + "' || to_jsonb(t)::text FROM " + table
                                        + " t ORDER BY 1")
                                .stream())
                .toList();
    }

    private static TestDatabase database(TestPostgres postgres) {
        return postgres.database(PostgresServer.majors().last());
    }

    private static Store store(TestDatabase database) {
        Store store = new Store(database.dataSource());
        store.migrate();
        upkeep(store, NOW);
        return store;
    }

    private static void upkeep(Store store, Instant now) {
        new Upkeep(store, Retention.DEFAULTS, InstantSource.fixed(now)).run();
    }
}
