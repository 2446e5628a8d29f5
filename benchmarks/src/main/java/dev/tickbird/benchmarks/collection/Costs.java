package dev.tickbird.benchmarks.collection;

import dev.tickbird.collector.probe.Depth;
import dev.tickbird.collector.probe.ServerProbes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What looks cost the server: ours and those of others, in turns, over sessions that stay open. */
final class Costs {
    private static final int WARM_UP = 6;

    private final Server server;
    private final ServerProbes probes;
    private final Supplier<ServerProbes> strangers;
    private final Application application;
    private final Map<Part, Series> ours = new EnumMap<>(Part.class);
    private final Map<String, Series> others = new LinkedHashMap<>();

    /**
     * Nothing measured yet.
     *
     * @param strangers probes that know nothing yet, over the same sessions
     */
    Costs(Server server, ServerProbes probes, Supplier<ServerProbes> strangers) {
        this.server = server;
        this.probes = probes;
        this.strangers = strangers;
        this.application = new Application(server);
        for (Part part : Part.values()) {
            ours.put(part, new Series());
        }
        for (Peer peer : Peer.values()) {
            peer.statements().forEach(statement -> others.put(statement, new Series()));
        }
    }

    /** What the collector reads at a time. */
    enum Part {
        FIRST("relations, the first look"),
        RELATIONS("relations, a full look after it"),
        REST("relations, no table used since"),
        SOME("relations, one table in a hundred used since"),
        EVERY("relations, every table used since"),
        STATEMENTS("statements"),
        FACTS("facts of the server, sizes of databases included"),
        ACTIVITY("activity"),
        CANARY("canary");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    Costs measure(int repetitions) throws SQLException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            for (Part part : Part.values()) {
                prepare(part);
                read(part);
            }
        }
        try (Connection peer = peer();
                Statement statement = peer.createStatement()) {
            for (String name : others.keySet()) {
                read(statement, name);
            }
            for (int i = 0; i < repetitions; i++) {
                repeat(statement);
            }
        }
        return this;
    }

    private void repeat(Statement peer) throws SQLException, InterruptedException {
        ServerCpu monitor = ServerCpu.of(server.postgres(), Server.MONITOR);
        for (Map.Entry<Part, Series> part : ours.entrySet()) {
            prepare(part.getKey());
            part.getValue().add(monitor.millis(() -> read(part.getKey())));
        }
        ServerCpu session = ServerCpu.of(server.postgres(), Server.PEER);
        for (Map.Entry<String, Series> statement : others.entrySet()) {
            statement.getValue().add(session.millis(() -> read(peer, statement.getKey())));
        }
    }

    private Connection peer() throws SQLException {
        return server.postgres()
                .dataSource(Server.DATABASE, Server.PEER, Server.PEER)
                .getConnection();
    }

    /** What happened before such a look. A table is read twice after it was used, so what is at rest was looked at twice. */
    private void prepare(Part part) throws SQLException, InterruptedException {
        switch (part) {
            case REST -> {
                probes.relations(Server.DATABASE, Depth.CHANGED);
                probes.relations(Server.DATABASE, Depth.CHANGED);
            }
            case SOME -> application.use(Application.ONE_IN_A_HUNDRED);
            case EVERY -> application.use(1);
            default -> {}
        }
    }

    private void read(Part part) throws SQLException {
        switch (part) {
            case FIRST -> strangers.get().relations(Server.DATABASE, Depth.ALL);
            case RELATIONS -> probes.relations(Server.DATABASE, Depth.COUNTERS);
            case REST, SOME, EVERY -> probes.relations(Server.DATABASE, Depth.CHANGED);
            case STATEMENTS -> probes.statements(List.of(Server.DATABASE));
            case FACTS -> probes.instance(true);
            case ACTIVITY -> probes.activity();
            case CANARY -> probes.canary();
        }
    }

    /** To the last row, as any client does. */
    private static long read(Statement statement, String name) throws SQLException {
        long count = 0;
        try (ResultSet rows = statement.executeQuery(Resource.text(name))) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    Series of(Part part) {
        return ours.getOrDefault(part, new Series());
    }

    Series of(String statement) {
        return others.getOrDefault(statement, new Series());
    }

    Series of(Peer peer) {
        return Series.sum(peer.statements().stream().map(this::of).toList());
    }

    /** What grows with the tables and statements, by how the relations are read. */
    Series relationsAndStatements(Part relations) {
        return Series.sum(List.of(of(relations), of(Part.STATEMENTS)));
    }

    /** One of each kind of snapshot, by how the relations are read. */
    Series full(Part relations) {
        return Series.sum(
                List.of(of(relations), of(Part.STATEMENTS), of(Part.FACTS), of(Part.ACTIVITY), of(Part.CANARY)));
    }
}
