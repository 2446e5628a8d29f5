package dev.tickbird.benchmarks.bloat;

import dev.tickbird.benchmarks.bloat.Measurement.Kind;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.embedded.PostgresServer.Options;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Estimates first, then rebuilds everything, then compares. */
final class Measuring {
    private static final String NEVER_ANALYZED = "h_never_analyzed";

    private Measuring() {}

    /** Many small relations on a server of their own. */
    static List<Measurement> small(int major, int rows) throws SQLException, InterruptedException {
        try (PostgresServer server = PostgresServer.start(options(major).with("max_wal_size", "4GB"))) {
            Database database = database(server);
            database.execute(Script.small(rows));
            vacuum(database);
            database.execute(Script.late());
            database.settle();
            return measure(database);
        }
    }

    /** One large table on a server of its own. */
    static List<Measurement> large(int major, int rows) throws SQLException, InterruptedException {
        Options options = options(major)
                .with("wal_level", "minimal")
                .with("max_wal_senders", "0")
                .with("max_wal_size", "20GB")
                .with("checkpoint_timeout", "1h")
                .with("shared_buffers", "2GB")
                .with("maintenance_work_mem", "1GB");
        try (PostgresServer server = PostgresServer.start(options)) {
            Database database = database(server);
            database.execute(Script.large(rows));
            vacuum(database);
            return measure(database);
        }
    }

    private static Options options(int major) {
        return Options.of(major).notDurable().with("autovacuum", "off");
    }

    private static Database database(PostgresServer server) {
        server.createDatabase("accuracy");
        return new Database(server, "accuracy");
    }

    private static void vacuum(Database database) throws SQLException, InterruptedException {
        database.settle();
        database.execute(database.read(Database.PAGES_OF_HEAPS).keySet().stream()
                .map(table -> (table.equals(NEVER_ANALYZED) ? "VACUUM " : "VACUUM ANALYZE ") + table)
                .toList());
        database.settle();
    }

    /** Of a database whose counters are at rest; everything in its schema {@code public} is rebuilt. */
    static List<Measurement> measure(Database database) throws SQLException {
        Estimates estimates = Estimates.of(database.url());
        Map<String, Double> heaps = database.read(Database.PAGES_OF_HEAPS);
        Map<String, Double> btrees = database.read(Database.PAGES_OF_INDEXES);
        Map<Method, Map<String, Double>> others = new EnumMap<>(Method.class);
        for (Method method : Method.values()) {
            others.put(method, database.read(method.sql()));
        }
        database.execute(
                heaps.keySet().stream().map(table -> "VACUUM FULL " + table).toList());
        List<Measurement> all = new ArrayList<>();
        all.addAll(compared(Kind.HEAP, estimates, heaps, database.read(Database.PAGES_OF_HEAPS), others));
        all.addAll(compared(Kind.BTREE, estimates, btrees, database.read(Database.PAGES_OF_INDEXES), others));
        return all;
    }

    private static List<Measurement> compared(
            Kind kind,
            Estimates estimates,
            Map<String, Double> before,
            Map<String, Double> after,
            Map<Method, Map<String, Double>> others) {
        List<Measurement> measurements = new ArrayList<>();
        before.forEach((name, pages) -> {
            double left = after.getOrDefault(name, pages);
            Double model = estimates.percent(kind, name);
            String refusal = estimates.refusal(kind, name);
            if (model == null && refusal == null) {
                throw new IllegalStateException(kind.rule() + " says nothing of " + name);
            }
            measurements.add(new Measurement(
                    kind,
                    name,
                    pages.longValue(),
                    Measurement.freed(pages.longValue(), (long) left),
                    model,
                    refusal,
                    said(kind, name, others)));
        });
        return measurements;
    }

    private static Map<Method, Double> said(Kind kind, String name, Map<Method, Map<String, Double>> others) {
        Map<Method, Double> said = new EnumMap<>(Method.class);
        for (Method method : Method.of(kind)) {
            Double percent = others.getOrDefault(method, Map.of()).get(name);
            if (percent != null) {
                said.put(method, Math.max(0, percent));
            }
        }
        return said;
    }
}
