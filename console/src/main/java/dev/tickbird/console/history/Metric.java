package dev.tickbird.console.history;

import dev.tickbird.schemas.common.Unit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What is kept of a server over time: each is a column of the tables of readings. */
public enum Metric {
    UP("Answered", Unit.PERCENT, Kind.AVERAGE, true),
    RESPONSE("Response time", Unit.MILLISECONDS, Kind.AVERAGE, true),
    BLOCKED("Blocked sessions", Unit.COUNT, Kind.HIGHEST, true),
    CONNECTIONS("Connections", Unit.COUNT, Kind.HIGHEST, false),
    ACTIVE("Active sessions", Unit.COUNT, Kind.HIGHEST, false),
    TRANSACTIONS("Transactions per second", Unit.COUNT, Kind.AVERAGE, false),
    ROLLBACKS("Rollbacks per second", Unit.COUNT, Kind.AVERAGE, false),
    WRITES("Rows written per second", Unit.COUNT, Kind.AVERAGE, false),
    WAL("WAL per second", Unit.BYTES, Kind.AVERAGE, false),
    BLOCK_READS("Blocks read per second", Unit.COUNT, Kind.AVERAGE, false),
    CACHE_HITS("Found in shared buffers", Unit.PERCENT, Kind.AVERAGE, false),
    TEMP("Temporary files per second", Unit.BYTES, Kind.AVERAGE, false),
    LAG("Lag of its standbys", Unit.BYTES, Kind.HIGHEST, false),
    LAG_TIME("Replay lag of its standbys", Unit.MILLISECONDS, Kind.HIGHEST, false),
    RETAINED("WAL kept for slots", Unit.BYTES, Kind.HIGHEST, false),
    XID_AGE("Transaction id age", Unit.COUNT, Kind.HIGHEST, false),
    MULTIXACT_AGE("MultiXact age", Unit.COUNT, Kind.HIGHEST, false),
    SIZE("Size", Unit.BYTES, Kind.HIGHEST, false);

    /** What a longer time is told by. */
    private enum Kind {
        AVERAGE("avg"),
        HIGHEST("max");

        private final String function;

        Kind(String function) {
            this.function = function;
        }
    }

    static final List<Metric> ALL = List.of(values());

    private final String title;
    private final String unit;
    private final Kind kind;
    private final boolean canary;

    Metric(String title, String unit, Kind kind, boolean canary) {
        this.title = title;
        this.unit = unit;
        this.kind = kind;
        this.canary = canary;
    }

    public String title() {
        return title;
    }

    /** One of {@link Unit}. */
    public String unit() {
        return unit;
    }

    /** Whether it comes with the canary, else with the facts. */
    public boolean ofCanary() {
        return canary;
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns of all, in order. */
    static String columns(UnaryOperator<String> each) {
        return Arrays.stream(values()).map(Metric::column).map(each).collect(Collectors.joining(", "));
    }

    /** These over some rows, in order, under their own names. */
    static String folded(Collection<Metric> metrics) {
        return metrics.stream()
                .map(metric -> metric.kind.function + "(" + metric.column() + ") AS " + metric.column())
                .collect(Collectors.joining(", "));
    }

    /** All of them. */
    static String folded() {
        return folded(ALL);
    }
}
