package dev.tickbird.benchmarks.bloat;

import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.benchmarks.bloat.Measurement.Kind;
import dev.tickbird.cli.check.ServerLook;
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

    private final Database database;
    private final Learning learning = new Learning();

    Measuring(Database database) {
        this.database = database;
    }

    /**
     * What was measured on one server.
     *
     * @param model of everything
     * @param baselines of what was learnt from the rebuild and then lost rows; empty where that was not measured
     */
    record Measured(List<Measurement> model, List<Measurement> baselines) {
        Measured {
            model = List.copyOf(model);
            baselines = List.copyOf(baselines);
        }
    }

    /** Many small relations on a server of their own. */
    static Measured small(int major, int rows) throws SQLException, InterruptedException {
        try (PostgresServer server = PostgresServer.start(options(major).with("max_wal_size", "4GB"))) {
            Database database = database(server);
            database.execute(Script.small(rows));
            vacuum(database);
            database.execute(Script.late());
            database.settle();
            Measuring measuring = new Measuring(database);
            return new Measured(measuring.measure(), measuring.again());
        }
    }

    /** One large table on a server of its own. */
    static Measured large(int major, int rows) throws SQLException, InterruptedException {
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
            return new Measured(new Measuring(database).measure(), List.of());
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
    List<Measurement> measure() throws SQLException {
        Observed now = look();
        learning.read(now);
        Estimates estimates = Estimates.of(now, learning::of);
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

    /** What was rebuilt is looked at, loses rows, and is judged by its baseline where it taught one. */
    List<Measurement> again() throws SQLException, InterruptedException {
        vacuum(database);
        learning.read(look());
        database.execute(database.read(Database.PAGES_OF_HEAPS).keySet().stream()
                .map(table -> "DELETE FROM " + table + " WHERE random() < 0.4")
                .toList());
        vacuum(database);
        return measure().stream().filter(learning::judges).toList();
    }

    private Observed look() {
        try (ServerLook server = ServerLook.at(database.url(), false)) {
            return server.look();
        }
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
