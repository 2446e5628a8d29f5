package dev.tickbird.console.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.tickbird.console.history.Recorder.SettingChange;
import dev.tickbird.console.store.Rows;
import dev.tickbird.console.store.Store;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.wire.Codec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what was kept of servers. */
public final class History {
    private static final TypeReference<List<SettingChange>> CHANGES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Double>> FIGURES = new TypeReference<>() {};
    private static final int MOST_CHANGES = 20;
    private static final int SPARKS = 40;
    /** Before that a day is too long to show anything. */
    private static final Duration YOUNG = Duration.ofHours(3);

    private final Store store;

    public History(Store store) {
        this.store = store;
    }

    /** What a setting was and became. */
    public record Changes(Instant at, List<SettingChange> settings) {}

    /** How large a server was once. */
    public record Size(Instant at, double bytes) {}

    /** What was heard last, by server; servers that were never heard are missing. */
    public Map<String, Telemetry> telemetry(Collection<String> instances) {
        Map<String, Telemetry> all = new HashMap<>();
        store.inTransaction(connection -> Rows.list(
                        connection, """
                        SELECT telemetry.*, (facts.header ->> 'serverVersion')::integer AS version,
                          (facts.document ->> 'inRecovery')::boolean AS in_recovery,
                          (facts.document -> 'connections' ->> 'limit')::integer AS connection_limit
                        FROM telemetry LEFT JOIN facts USING (instance) WHERE instance = ANY (?::text[])""", row -> Map.entry(row.getString("instance"), telemetry(row)), array(instances))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue())));
        return all;
    }

    public Optional<ReadFacts> facts(String instance) {
        return store.transaction(connection -> Rows.one(
                connection,
                "SELECT header, document FROM facts WHERE instance = ?",
                row -> new ReadFacts(
                        Codec.decode(row.getString("header"), SnapshotHeader.class),
                        Codec.decode(row.getString("document"), InstanceFacts.class)),
                instance));
    }

    /** By name. */
    public Map<String, Setting> settings(String instance) {
        return store.transaction(connection -> Rows.one(
                        connection,
                        "SELECT document FROM server_settings WHERE instance = ?",
                        row -> Recorder.settings(row.getString(1)),
                        instance)
                .orElse(Map.of()));
    }

    /** Newest first. */
    public List<Changes> settingChanges(String instance) {
        return store.transaction(connection -> Rows.list(
                connection,
                "SELECT at, document FROM setting_change WHERE instance = ? ORDER BY at DESC LIMIT ?",
                row -> new Changes(row.getTimestamp("at").toInstant(), read(row.getString("document"), CHANGES)),
                instance,
                MOST_CHANGES));
    }

    /** One server over that time, until now. */
    public Series series(String instance, Span span, Instant now) {
        Instant from = now.minus(span.length());
        return store.transaction(connection -> {
            List<Series.Point> points = new ArrayList<>();
            Instant closed = from;
            if (span.step() != Step.RAW) {
                points.addAll(points(connection, instance, span.step(), span.width(), from));
                closed = closed(connection, instance, span.step(), from);
            }
            for (Series.Point point : points(connection, instance, Step.RAW, span.width(), closed)) {
                if (points.isEmpty() || point.at().isAfter(points.getLast().at())) {
                    points.add(point);
                }
            }
            return new Series(points);
        });
    }

    /** Some servers over the last day, or over what there is of it, a few points each. */
    public Map<String, Series> sparks(Map<String, Telemetry> servers, Collection<Metric> metrics, Instant now) {
        Instant first = servers.values().stream()
                .map(Telemetry::since)
                .min(Instant::compareTo)
                .orElse(now);
        Duration age = Duration.between(first, now);
        Step step = age.compareTo(YOUNG) < 0 ? Step.RAW : Step.FIVE_MINUTES;
        Duration span = age.compareTo(Span.DAY.length()) < 0 ? age : Span.DAY.length();
        Duration width = max(span.dividedBy(SPARKS), max(step.length(), Span.HOUR.width()));
        Map<String, Series> all = new HashMap<>();
        store.inTransaction(connection -> points(connection, servers.keySet(), metrics, step, width, now.minus(span))
                .forEach((instance, points) -> all.put(instance, new Series(points))));
        return all;
    }

    /** The oldest known size of each since then. */
    public Map<String, Size> sizes(Collection<String> instances, Instant since) {
        Map<String, Size> all = new HashMap<>();
        store.inTransaction(connection -> Rows.list(
                        connection,
                        """
                        SELECT name, found.* FROM unnest(?::text[]) name, LATERAL (
                          (SELECT at, size FROM reading_1h WHERE instance = name AND at >= ? AND size IS NOT NULL ORDER BY at LIMIT 1)
                          UNION ALL
                          (SELECT at, size FROM reading WHERE instance = name AND at >= ? AND size IS NOT NULL ORDER BY at LIMIT 1)
                          LIMIT 1) found""",
                        row -> Map.entry(
                                row.getString("name"),
                                new Size(row.getTimestamp("at").toInstant(), row.getDouble("size"))),
                        array(instances),
                        since,
                        since)
                .forEach(entry -> all.put(entry.getKey(), entry.getValue())));
        return all;
    }

    private static Instant closed(Connection connection, String instance, Step step, Instant from) throws SQLException {
        return Rows.one(
                        connection,
                        "SELECT at FROM " + step.table() + " WHERE instance = ? AND at >= ? ORDER BY at DESC LIMIT 1",
                        row -> row.getTimestamp(1).toInstant().plus(step.length()),
                        instance,
                        from)
                .orElse(from);
    }

    private static List<Series.Point> points(
            Connection connection, String instance, Step step, Duration width, Instant from) throws SQLException {
        return points(connection, List.of(instance), Metric.ALL, step, width, from)
                .getOrDefault(instance, List.of());
    }

    private static Map<String, List<Series.Point>> points(
            Connection connection,
            Collection<String> instances,
            Collection<Metric> metrics,
            Step step,
            Duration width,
            Instant from)
            throws SQLException {
        String bucket = "to_timestamp(floor(extract(epoch FROM at) / %1$d) * %1$d)".formatted(width.toSeconds());
        Map<String, List<Series.Point>> all = new HashMap<>();
        Rows.list(
                        connection,
                        "SELECT instance, " + bucket + " AS bucket, " + Metric.folded(metrics) + " FROM " + step.table()
                                + " WHERE instance = ANY (?::text[]) AND at >= ? GROUP BY 1, 2 ORDER BY 1, 2",
                        row -> Map.entry(row.getString("instance"), point(row, metrics)),
                        array(instances),
                        from)
                .forEach(entry -> all.computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
                        .add(entry.getValue()));
        return all;
    }

    private static Series.Point point(ResultSet row, Collection<Metric> metrics) throws SQLException {
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        for (Metric metric : metrics) {
            double value = row.getDouble(metric.column());
            if (!row.wasNull()) {
                figures.put(metric, value);
            }
        }
        return new Series.Point(row.getTimestamp("bucket").toInstant(), figures);
    }

    private static Telemetry telemetry(ResultSet row) throws SQLException {
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        Map<String, Double> kept = read(row.getString("figures"), FIGURES);
        for (Metric metric : Metric.values()) {
            Double value = kept.get(metric.column());
            if (value != null) {
                figures.put(metric, value);
            }
        }
        return new Telemetry(
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("seen_at").toInstant(),
                Codec.decode(row.getString("reachability"), Reachability.class),
                figures,
                row.getString("in_recovery") == null
                        ? null
                        : new Telemetry.About(
                                row.getInt("version"), row.getBoolean("in_recovery"), row.getInt("connection_limit")));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** An array literal. Names of servers hold nothing to escape, but one may be called null. */
    private static String array(Collection<String> names) {
        return names.isEmpty() ? "{}" : "{\"" + String.join("\",\"", names) + "\"}";
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return Codec.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the history holds cannot be read", e);
        }
    }
}
