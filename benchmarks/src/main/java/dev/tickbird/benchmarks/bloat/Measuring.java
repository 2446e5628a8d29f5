package dev.tickbird.benchmarks.bloat;

import dev.tickbird.benchmarks.bloat.Measurement.Kind;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.embedded.PostgresServer.Options;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Estimates first, then rebuilds everything, then compares. */
final class Measuring {
    private static final String NEVER_ANALYZED = "h_never_analyzed";

    private Measuring() {}

    /** The test data on a server of its own. */
    static List<Measurement> of(int major, int rows) throws SQLException, InterruptedException {
        Options options =
                Options.of(major).notDurable().with("autovacuum", "off").with("max_wal_size", "4GB");
        try (PostgresServer server = PostgresServer.start(options)) {
            server.createDatabase("accuracy");
            Database database = new Database(server, "accuracy");
            database.execute(Script.fill(rows));
            database.settle();
            database.execute(database.read(Database.HEAPS.formatted(0)).keySet().stream()
                    .map(table -> (table.equals(NEVER_ANALYZED) ? "VACUUM " : "VACUUM ANALYZE ") + table)
                    .toList());
            database.settle();
            database.execute(Script.late());
            database.settle();
            return measure(database);
        }
    }

    /** Of a database whose counters are at rest; everything in its schema {@code public} is rebuilt. */
    static List<Measurement> measure(Database database) throws SQLException {
        Estimates estimates = Estimates.of(database.url());
        Map<String, Double> heaps = database.read(Database.HEAPS.formatted(Database.PAGES));
        Map<String, Double> btrees = database.read(Database.BTREES.formatted(Database.PAGES));
        Map<String, Double> pgstattuple = database.read(Database.HEAPS.formatted(Database.PGSTATTUPLE));
        Map<String, Double> pgstatindex = database.read(Database.BTREES.formatted(Database.PGSTATINDEX));
        database.execute(
                heaps.keySet().stream().map(table -> "VACUUM FULL " + table).toList());
        Map<String, Double> heapsAfter = database.read(Database.HEAPS.formatted(Database.PAGES));
        Map<String, Double> btreesAfter = database.read(Database.BTREES.formatted(Database.PAGES));
        List<Measurement> all = new ArrayList<>();
        all.addAll(compared(Kind.HEAP, estimates, heaps, heapsAfter, pgstattuple));
        all.addAll(compared(Kind.BTREE, estimates, btrees, btreesAfter, pgstatindex));
        return all;
    }

    private static List<Measurement> compared(
            Kind kind,
            Estimates estimates,
            Map<String, Double> before,
            Map<String, Double> after,
            Map<String, Double> contrib) {
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
                    contrib.getOrDefault(name, 0.0)));
        });
        return measurements;
    }
}
