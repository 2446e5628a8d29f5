package dev.tickbird.benchmarks.collection;

import dev.tickbird.benchmarks.collection.Captured.Sent;
import dev.tickbird.collector.probe.Reading;
import dev.tickbird.collector.probe.RelationsContent;
import dev.tickbird.collector.probe.ServerProbes;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.StatementsContent;
import dev.tickbird.collector.probe.TimeOrderedId;
import dev.tickbird.collector.publish.SnapshotPublisher;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.common.InstanceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the collector would send to Kafka. */
final class Traffic {
    private static final int MOST_READINGS = 300;
    private static final Duration BETWEEN_READINGS = Duration.ofMillis(100);

    private final Server server;
    private final ServerProbes probes;
    private final Captured captured = new Captured();
    private final SnapshotPublisher publisher;

    Traffic(Server server, ServerProbes probes) {
        this.server = server;
        this.probes = probes;
        InstanceId instance = InstanceId.of("cost");
        this.publisher = new SnapshotPublisher(
                new SnapshotSession(instance, instance.value(), new TimeOrderedId(InstantSource.system())), captured);
    }

    /** The records of one look, by what it was. */
    record Look(String what, List<Sent> relations, List<Sent> statements) {
        Look {
            relations = List.copyOf(relations);
            statements = List.copyOf(statements);
        }
    }

    /** Everything, then nothing new, then one table in a hundred written. */
    List<Look> measure() throws SQLException, InterruptedException {
        List<Look> looks = new ArrayList<>();
        looks.add(look("full", true));
        looks.add(look("idle", false));
        write(Math.max(1, server.tables() / 100));
        looks.add(look("1 % of the tables written", false));
        return looks;
    }

    /** All records of a full snapshot, numbered as those of the next one. */
    List<Sent> full() throws SQLException {
        publisher.facts(probes.instance(true), List.of());
        publisher.activity(probes.activity());
        List<Sent> all = new ArrayList<>(captured.take());
        Look look = look("full", true);
        all.addAll(look.statements());
        all.addAll(look.relations());
        return all;
    }

    private Look look(String what, boolean full) throws SQLException {
        Reading<RelationsContent> relations = probes.relations(Server.DATABASE, full);
        publisher.relations(relations, full);
        List<Sent> ofRelations = captured.take();
        Reading<Optional<StatementsContent>> statements = probes.statements(List.of(Server.DATABASE));
        publisher.statements(statements, statements.content().orElseThrow(), full);
        return new Look(what, ofRelations, captured.take());
    }

    private void write(int tables) throws SQLException, InterruptedException {
        PostgresServer postgres = server.postgres();
        int pid;
        try (Connection connection = postgres.dataSource(Server.DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 1; i <= tables; i++) {
                statement.execute("UPDATE " + Server.table(i * server.tables() / tables)
                        + " SET amount = amount + 1, state = 'open' WHERE id < 5");
            }
            try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                pid = row.getInt(1);
            }
        }
        gone(pid);
    }

    /** A session tells its counters at its end at the latest. */
    private void gone(int pid) throws SQLException, InterruptedException {
        try (Connection connection = server.postgres().dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            for (int reading = 0; reading < MOST_READINGS; reading++) {
                try (ResultSet row = statement.executeQuery("SELECT FROM pg_stat_activity WHERE pid = " + pid)) {
                    if (!row.next()) {
                        return;
                    }
                }
                Thread.sleep(BETWEEN_READINGS);
            }
        }
        throw new IllegalStateException("session " + pid + " does not end");
    }
}
