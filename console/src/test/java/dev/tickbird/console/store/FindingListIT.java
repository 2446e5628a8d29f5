package dev.tickbird.console.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.console.Proposals;
import dev.tickbird.console.history.Retention;
import dev.tickbird.console.history.Upkeep;
import dev.tickbird.console.store.FindingList.Listed;
import dev.tickbird.console.store.FindingList.Page;
import dev.tickbird.console.store.FindingSearch.Sort;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists of findings, and the past of one, on a real store. */
@ExtendWith(SharedPostgres.class)
class FindingListIT {
    private static final int MANY = 4_000;
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    @Test
    void everyOrderShowsEachFindingOncePageByPage(TestPostgres postgres) {
        TestDatabase database = database(postgres);
        Store store = store(database);
        fill(store, database);
        FindingList list = new FindingList(store);

        for (Sort sort : Sort.values()) {
            List<String> seen = new ArrayList<>();
            String after = null;
            do {
                Page<Listed> page = list.page(FindingSearch.ALL, sort, false, after, 700);
                page.rows().forEach(row -> seen.add(row.finding().id().value()));
                after = page.next();
            } while (after != null);
            assertThat(seen).as("%s", sort).doesNotHaveDuplicates().hasSize(MANY);
        }
        List<Severity> severities = list.page(FindingSearch.ALL, Sort.WORST, false, null, 50).rows().stream()
                .map(listed -> listed.finding().severity())
                .toList();
        assertThat(severities).containsOnly(Severity.EMERGENCY);
        assertThatThrownBy(() -> list.page(FindingSearch.ALL, Sort.WORST, false, "x'~y", 50))
                .hasMessageContaining("'after'");
    }

    @Test
    void aPageIsReadFromAnIndexHoweverFarItIs(TestPostgres postgres) {
        TestDatabase database = database(postgres);
        fill(store(database), database);
        database.execute("ANALYZE finding_row", "ANALYZE overlay");
        for (Sort sort : Sort.values()) {
            String plan = String.join(
                    "\n",
                    database.query("EXPLAIN SELECT row.id FROM finding_row row"
                            + FindingSearch.ALL.where().sql() + " ORDER BY " + sort.order + " LIMIT 51"));
            assertThat(plan).as("%s", sort).contains("Index").doesNotContain("Sort");
        }
    }

    @Test
    void aPointIsKeptWhenSomethingIsNew_andTheRarerTheOlderTheEpisode(TestPostgres postgres) {
        TestDatabase database = database(postgres);
        Store store = store(database);
        Finding finding =
                Proposals.finding("vacuum.behind", Severity.WARNING, "orders", NOW.minus(Duration.ofDays(40)));
        for (int minute = 0; minute < 60 * 12; minute += 5) {
            Instant seen = NOW.minus(Duration.ofHours(12)).plus(Duration.ofMinutes(minute));
            put(store, Proposals.seen(finding, seen, minute));
            put(store, Proposals.seen(finding, seen, minute));
        }
        int figures = new FindingPast(store)
                .points(finding.id(), NOW.minus(Duration.ofDays(1)))
                .size();
        // An episode of 40 days: one point in 4.8 hours.
        assertThat(figures).isBetween(2, 4);

        put(store, Proposals.resolved(finding, NOW));
        List<FindingPast.Point> points = new FindingPast(store).points(finding.id(), NOW.minus(Duration.ofDays(1)));
        assertThat(points).hasSize(figures + 1);
        assertThat(points.getLast().state().name()).isEqualTo("RESOLVED");
        assertThat(new FindingPast(store).episodes(finding.id()))
                .singleElement()
                .satisfies(episode -> assertThat(episode.resolvedAt()).isEqualTo(NOW));
    }

    @Test
    void whatIsOldGoesByWholePartitions(TestPostgres postgres) {
        TestDatabase database = database(postgres);
        Store store = store(database);
        put(store, Proposals.finding("vacuum.behind", Severity.WARNING, "orders", NOW));
        assertThat(database.query("SELECT count(*) FROM finding_point")).containsExactly("1");
        int before = partitions(database);

        new Upkeep(store, Retention.DEFAULTS, InstantSource.fixed(NOW.plus(Duration.ofDays(89)))).run();
        assertThat(database.query("SELECT count(*) FROM finding_point")).containsExactly("1");
        new Upkeep(store, Retention.DEFAULTS, InstantSource.fixed(NOW.plus(Duration.ofDays(98)))).run();

        assertThat(database.query("SELECT count(*) FROM finding_point")).containsExactly("0");
        assertThat(partitions(database)).isBetween(before - 1, before + 1);
    }

    private static int partitions(TestDatabase database) {
        return database.query("SELECT relid FROM pg_partition_tree('finding_point') WHERE isleaf")
                .size();
    }

    private static void fill(Store store, TestDatabase database) {
        put(store, Proposals.finding("index.duplicate", Severity.WARNING, "sample", NOW));
        database.execute("""
                INSERT INTO finding SELECT 'fnd_' || md5(n::text), 'server-' || n %% 97, 'index.duplicate', n %% 4, 'OPEN', false,
                  since - n %% 50 * interval '1 hour', jsonb_set(jsonb_set(document, '{id}', to_jsonb('fnd_' || md5(n::text))),
                    '{severity}', to_jsonb((ARRAY['info','warning','critical','emergency'])[n %% 4 + 1])), updated_at
                FROM finding, generate_series(2, %d) n""".formatted(MANY), """
                INSERT INTO finding_row SELECT id, instance, rule, 'public.x', severity + 4, state, since, NULL, 'x'
                FROM finding WHERE NOT EXISTS (SELECT FROM finding_row WHERE finding_row.id = finding.id)""");
    }

    private static void put(Store store, Finding finding) {
        store.inTransaction(connection -> new Writer(connection, NOW).findings().put(finding));
    }

    private static TestDatabase database(TestPostgres postgres) {
        return postgres.database(PostgresServer.majors().last());
    }

    private static Store store(TestDatabase database) {
        Store store = new Store(database.dataSource());
        store.migrate();
        new Upkeep(store, Retention.DEFAULTS, InstantSource.fixed(NOW)).run();
        return store;
    }
}
