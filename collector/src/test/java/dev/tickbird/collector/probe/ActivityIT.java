package dev.tickbird.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.collector.fixture.Watched;
import dev.tickbird.schemas.snapshot.HorizonHolder;
import dev.tickbird.schemas.snapshot.HorizonHolderKind;
import dev.tickbird.schemas.snapshot.SessionFacts;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class ActivityIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static Reading<ActivityContent> activity(Watched watched) throws SQLException {
        try (Connection connection = watched.monitor().open(watched.database().name())) {
            return new ActivityProbe(Redaction.strict()).read(connection);
        }
    }

    @EveryMajor
    void showsWhoWaitsForWhom_andWhoHoldsTheHorizon(int major, TestPostgres postgres) throws Exception {
        Watched watched = new Watched(postgres.database(major));
        watched.database()
                .execute(
                        "CREATE TABLE t (id int PRIMARY KEY)",
                        "INSERT INTO t VALUES (1)",
                        "BEGIN; INSERT INTO t VALUES (2); PREPARE TRANSACTION 'left " + major + "'");
        try (Connection holder = watched.database().dataSource().getConnection();
                Connection waiter = watched.database().dataSource().getConnection();
                Statement hold = holder.createStatement();
                Statement await = waiter.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("UPDATE t SET id = 11 WHERE id = 1");
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    await.execute("UPDATE t SET id = 12 WHERE id = 1");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            SessionFacts blocked = Await.value(
                    LIMIT,
                    "the waiting session",
                    () -> activity(watched).content().sessions().stream()
                            .filter(session -> !session.blockedBy().isEmpty())
                            .findFirst());
            ActivityContent content = activity(watched).content();
            assertThat(content.blocked()).isTrue();
            assertThat(blocked.text()).isEqualTo("UPDATE t SET id = ? WHERE id = ?");
            SessionFacts blocker = find(content.sessions(), blocked.blockedBy().getFirst());
            assertThat(blocker.state()).isEqualTo("idle in transaction");
            assertThat(blocker.text()).isEqualTo("UPDATE t SET id = ? WHERE id = ?");
            assertThat(blocker.xidAge()).isNotNull();
            assertThat(content.horizonHolders())
                    .filteredOn(each -> each.kind() == HorizonHolderKind.SESSION)
                    .extracting(HorizonHolder::id)
                    .contains(String.valueOf(blocker.pid()));
            assertThat(content.horizonHolders())
                    .filteredOn(each -> each.kind() == HorizonHolderKind.PREPARED_TRANSACTION)
                    .extracting(HorizonHolder::id)
                    .containsExactly("left " + major);
            assertThat(content.preparedTransactions()).hasSize(1);
            assertThat(content.sessions())
                    .noneMatch(session -> session.application().startsWith("tickbird"));
            assertThat(new CanaryProbe()
                            .read(watched.monitor().open(watched.database().name()))
                            .content()
                            .blockedSessions())
                    .isEqualTo(1);
            holder.rollback();
            waiting.join();
        } finally {
            watched.database().execute("ROLLBACK PREPARED 'left " + major + "'");
        }
    }

    private static SessionFacts find(List<SessionFacts> sessions, int pid) {
        return sessions.stream()
                .filter(session -> session.pid() == pid)
                .findFirst()
                .orElseThrow();
    }

    /** An application in our role that calls itself like us still is not us, unless both match. */
    @EveryMajor(only = {13, 18})
    void hidesNobodyElse(int major, TestPostgres postgres) throws Exception {
        Watched watched = new Watched(postgres.database(major));
        try (Connection disguised = watched.database().dataSource().getConnection();
                Statement statement = disguised.createStatement()) {
            statement.execute("SET application_name = 'tickbird:not'");
            disguised.setAutoCommit(false);
            statement.execute("SELECT 1");
            assertThat(activity(watched).content().sessions())
                    .anyMatch(session -> session.application().equals("tickbird:not"));
            disguised.rollback();
        }
    }

    @EveryMajor
    void statementsComeInTheColumnsOfTheInstalledExtension(int major, TestPostgres postgres) throws Exception {
        Watched watched = new Watched(postgres.database(major));
        watched.database()
                .execute(
                        "CREATE SCHEMA \"odd \"\"schema\"",
                        "CREATE EXTENSION pg_stat_statements SCHEMA \"odd \"\"schema\" VERSION '1.8'",
                        "SELECT 4711 AS marked_" + major);
        try (Connection connection = watched.monitor().open(watched.database().name())) {
            Reading<?> reading = new StatementsProbe(Redaction.strict(), 10).read(connection);
            assertThat(reading.content()).isEqualTo(Optional.empty());
            assertThat(reading.gaps().getFirst().fix()).contains("GRANT USAGE ON SCHEMA \"odd \"\"schema\"");
        }
        for (String change : List.of(
                "GRANT USAGE ON SCHEMA \"odd \"\"schema\" TO " + Watched.MONITOR,
                "ALTER EXTENSION pg_stat_statements UPDATE")) {
            watched.database().execute(change);
            try (Connection connection =
                    watched.monitor().open(watched.database().name())) {
                ActivityContent _ =
                        new ActivityProbe(Redaction.strict()).read(connection).content();
                Reading<Optional<StatementsContent>> reading =
                        new StatementsProbe(Redaction.strict(), 100_000).read(connection);
                assertThat(reading.gaps()).isEmpty();
                StatementsContent content = reading.content().orElseThrow();
                assertThat(content.statements())
                        .anyMatch(row -> String.valueOf(row.text()).equals("SELECT $1 AS marked_" + major)
                                && row.calls() == 1
                                && !row.utility());
                assertThat(content.statements())
                        .as("our own")
                        .noneMatch(row -> String.valueOf(row.user()).equals(Watched.MONITOR)
                                && String.valueOf(row.text()).contains("pg_stat_progress_vacuum"));
            }
        }
    }
}
