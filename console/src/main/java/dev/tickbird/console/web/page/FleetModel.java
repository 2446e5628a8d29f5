package dev.tickbird.console.web.page;

import dev.tickbird.console.history.Metric;
import dev.tickbird.console.history.Telemetry;
import dev.tickbird.console.store.Fleet;
import dev.tickbird.console.web.chart.Scale;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.ServerVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The servers as their template takes them. */
public record FleetModel(Asked asked, Fleet.Page page, List<Row> rows) {
    /** What is shown of each server, in order. */
    public static final List<Metric> SHOWN =
            List.of(Metric.RESPONSE, Metric.CONNECTIONS, Metric.TRANSACTIONS, Metric.LAG, Metric.XID_AGE, Metric.SIZE);

    public FleetModel {
        rows = Immutable.list(rows);
    }

    /**
     * One server.
     *
     * @param telemetry null when it was never heard
     */
    public record Row(Fleet.Server server, @Nullable Telemetry telemetry, List<Cell> cells) {
        public Row {
            cells = Immutable.list(cells);
        }

        public boolean silent(Instant now) {
            return telemetry == null
                    || telemetry.silent(server.target().intervals().canary(), now);
        }

        /** Whether its figures are of now. */
        public boolean current(Instant now) {
            return !silent(now) && telemetry != null && telemetry.reachability().reachable();
        }

        /** What it is: version and role; empty until that is known. */
        public String about() {
            Telemetry.About about = telemetry == null ? null : telemetry.about();
            if (about == null) {
                return "";
            }
            String role = about.inRecovery() ? "standby" : "primary";
            return about.version() == 0
                    ? role
                    : ServerVersion.of(about.version()).major() + " " + role;
        }
    }

    /**
     * A figure with its line.
     *
     * @param name a word for where there is no heading
     * @param figure empty where none is known
     * @param detail more of it, short; null for nothing
     * @param line the path of its line; empty for none
     */
    public record Cell(String name, String figure, @Nullable String detail, String line) {}

    /** The heading of a column. */
    public static String heading(Metric metric) {
        return switch (metric) {
            case RESPONSE -> "Response";
            case TRANSACTIONS -> "Tx/s";
            case LAG -> "Lag";
            case XID_AGE -> "XID age";
            default -> metric.title();
        };
    }

    static String figure(Metric metric, @Nullable Double value) {
        return value == null ? "" : Scale.label(value, metric.unit());
    }
}
