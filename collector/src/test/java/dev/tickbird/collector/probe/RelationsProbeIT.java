package dev.tickbird.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.collector.fixture.Watched;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Readings after the first, which keep what did not change. */
class RelationsProbeIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String[] SCHEMA = {
        "CREATE TABLE used (id int PRIMARY KEY, doc text) WITH (autovacuum_enabled = off)",
        "INSERT INTO used SELECT i, repeat(md5(i::text), 400) FROM generate_series(1, 2000) i",
        "CREATE TABLE rest (id int PRIMARY KEY) WITH (autovacuum_enabled = off)",
        "INSERT INTO rest SELECT i FROM generate_series(1, 2000) i",
        "CREATE TABLE other (id int) WITH (autovacuum_enabled = off)",
        "CREATE TABLE empty (id int) WITH (autovacuum_enabled = off)",
        "CREATE TABLE measured (at int) PARTITION BY RANGE (at)",
        "CREATE TABLE measured_1 PARTITION OF measured FOR VALUES FROM (0) TO (9)",
        "VACUUM ANALYZE"
    };

    private static final class Look {
        private final Watched watched;
        private final RelationsProbe probe = new RelationsProbe(null);

        Look(int major, TestPostgres postgres) {
            this(new Watched(postgres.database(major)).withColumnStats());
            watched.database().execute(SCHEMA);
        }

        /** Somebody else, who knows nothing yet. */
        Look(Watched watched) {
            this.watched = watched;
        }

        List<TableDocument> tables(boolean whole) {
            try (Connection connection =
                    watched.monitor().open(watched.database().name())) {
                return probe.read(connection, whole ? Depth.COUNTERS : Depth.CHANGED)
                        .content()
                        .tables();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        TableDocument table(String name) {
            return find(tables(false), name);
        }

        /** Reads until that is seen: counters arrive with the end of their session at the latest. */
        void sees(String name, Predicate<TableDocument> what) {
            Await.until(LIMIT, () -> what.test(table(name)));
        }

        /** Before 15 the counters of one session arrive in several messages. */
        void comesToRest() {
            for (String name : List.of("used", "rest")) {
                sees(
                        name,
                        table -> counters(table).analyzes() == 1
                                && key(table).counters().blocksHit() > 0);
            }
            Await.until(LIMIT, () -> tables(false).equals(tables(false)));
        }

        Look at(String... statements) {
            watched.database().execute(statements);
            return this;
        }
    }

    private static TableDocument find(List<TableDocument> tables, String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TableCounters counters(TableDocument table) {
        return requireNonNull(table.counters());
    }

    private static IndexDocument key(TableDocument table) {
        return table.indexes().getFirst();
    }

    @EveryMajor
    void seesUse_andAnalyze_andVacuum_andFiles(int major, TestPostgres postgres) {
        Look look = new Look(major, postgres);
        look.tables(true);
        TableDocument before = look.table("used");

        look.at("SET enable_seqscan = off; SELECT doc FROM used WHERE id = 7")
                .sees(
                        "used",
                        table -> key(table).counters().scans()
                                > key(before).counters().scans());
        look.at("UPDATE used SET doc = 'short' WHERE id <= 500")
                .sees("used", table -> counters(table).updated() == 500);
        look.at("VACUUM used").sees("used", table -> counters(table).vacuums() == 2);
        assertThat(requireNonNull(look.table("used").toast()).dead()).isZero();
        look.at("VACUUM used", "VACUUM used")
                .sees("used", table -> counters(table).vacuums() == 4);
        look.at("VACUUM empty").sees("empty", table -> counters(table).vacuums() == 2);
        look.at("ANALYZE used")
                .sees(
                        "used",
                        table -> requireNonNull(table.columns().getLast().statistics())
                                        .averageWidth()
                                < requireNonNull(before.columns().getLast().statistics())
                                        .averageWidth());
        look.at("INSERT INTO measured VALUES (1), (2)", "ANALYZE measured")
                .sees("measured", table -> table.columns().getFirst().statistics() != null);
        long file = key(look.table("rest")).filenode();
        look.at("REINDEX TABLE rest").sees("rest", table -> key(table).filenode() != file);
        long empty = look.table("empty").storage().filenode();
        look.at("TRUNCATE empty").sees("empty", table -> table.storage().filenode() != empty);
        look.at("CREATE TABLE new (id int)", "DROP TABLE other");
        Await.until(LIMIT, () -> {
            List<String> names =
                    look.tables(false).stream().map(TableDocument::name).toList();
            return names.contains("new") && !names.contains("other");
        });
    }

    @EveryMajor
    void anIdleDatabaseReadsAsItDid_andAWholeReadingSaysTheSame(int major, TestPostgres postgres) {
        Look look = new Look(major, postgres);
        look.tables(true);
        look.comesToRest();

        List<TableDocument> kept = look.tables(false);
        List<TableDocument> whole = look.tables(true);

        assertThat(kept).isEqualTo(whole);
        assertThat(new Look(look.watched).tables(true)).isEqualTo(whole);
    }

    /** What the pulse cannot see is read with the next whole reading; it also shows that what is at rest is not read. */
    @EveryMajor(only = {15, 18})
    void aScanThatFindsNothing_isSeenByTheNextWholeReading(int major, TestPostgres postgres) {
        Look look = new Look(major, postgres);
        look.tables(true);
        look.comesToRest();
        long before = key(look.table("rest")).counters().scans();

        look.at("SET enable_seqscan = off; SELECT FROM rest WHERE id = -1");
        Await.until(LIMIT, () -> {
            TableDocument rest = find(new Look(look.watched).tables(true), "rest");
            return key(rest).counters().scans() > before;
        });

        assertThat(key(look.table("rest")).counters().scans()).isEqualTo(before);
        assertThat(key(find(look.tables(true), "rest")).counters().scans()).isEqualTo(before + 1);
    }

    @EveryMajor(only = {13, 18})
    void tellsWhileATableIsLocked(int major, TestPostgres postgres) throws SQLException {
        Look look = new Look(major, postgres);
        look.tables(true);
        try (Connection locker = look.watched.database().dataSource().getConnection();
                Statement lock = locker.createStatement()) {
            locker.setAutoCommit(false);
            lock.execute("LOCK TABLE rest IN ACCESS EXCLUSIVE MODE");

            assertThat(look.table("rest").locked()).isTrue();
            assertThat(look.table("used").locked()).isFalse();
            locker.rollback();
        }
        assertThat(look.table("rest").locked()).isFalse();
    }
}
