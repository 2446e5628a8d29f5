package dev.tickbird.console.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.tickbird.console.store.Rows;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.UnreadableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what snapshots say, each server's in the order of its records, inside a transaction. The first record of a new five minutes or
 * a new hour folds the ones before: so the same records leave the same rows, however often and by whichever console they are read.
 */
public final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final TypeReference<TreeMap<String, Setting>> SETTINGS = new TypeReference<>() {};
    private static final String INSERT = "INSERT INTO reading (instance, at, " + Metric.columns(column -> column)
            + ") VALUES (?, ?, " + Metric.columns(column -> "?::real") + ") ON CONFLICT (instance, at) DO UPDATE SET "
            + Metric.columns(column -> column + " = coalesce(excluded." + column + ", reading." + column + ")");
    private static final String FOLD = "INSERT INTO %s (instance, at, " + Metric.columns(column -> column)
            + ") SELECT instance, ?::timestamptz, " + Metric.folded()
            + " FROM %s WHERE instance = ? AND at >= ? AND at < ? GROUP BY instance ON CONFLICT DO NOTHING";

    private final Connection connection;

    public Recorder(Connection connection) {
        this.connection = connection;
    }

    private record Seen(Instant at, long offset) {}

    /** How a setting changed; null where it was or is not shown. */
    public record SettingChange(
            String name, @Nullable Setting before, @Nullable Setting after) {
        public SettingChange {
            Immutable.required(name, "name");
        }
    }

    /**
     * Takes a snapshot in; nothing happens when it, or a later one of its server, was taken in before.
     *
     * @param at when the broker took it: one clock for the whole fleet, and the same at every replay
     * @param offset its place among records of the same moment
     */
    public void take(InstanceSnapshot snapshot, Instant at, long offset) throws SQLException {
        String instance = snapshot.header().instance().value();
        Optional<Seen> last = Rows.one(
                connection,
                "SELECT seen_at, seen_offset FROM telemetry WHERE instance = ? FOR UPDATE",
                row -> new Seen(row.getTimestamp(1).toInstant(), row.getLong(2)),
                instance);
        if (last.isPresent() && isOld(last.get(), at, offset)) {
            return;
        }
        if (last.isPresent()) {
            fold(instance, last.get().at(), at);
        }
        InstanceFacts facts = snapshot.facts();
        Map<Metric, @Nullable Double> figures =
                Figuring.of(snapshot, facts == null ? null : facts(instance).orElse(null));
        insert(instance, at, figures);
        Rows.update(connection, """
                INSERT INTO telemetry VALUES (?, ?, ?, ?, ?::jsonb, ?::jsonb) ON CONFLICT (instance) DO UPDATE SET
                  seen_at = excluded.seen_at, seen_offset = excluded.seen_offset, reachability = excluded.reachability,
                  figures = telemetry.figures || excluded.figures""", instance, at, at, offset, Rows.json(snapshot.reachability()), json(figures));
        if (facts != null) {
            put(instance, snapshot.header(), facts, at);
        }
    }

    private static boolean isOld(Seen last, Instant at, long offset) {
        return at.isBefore(last.at) || (at.equals(last.at) && offset <= last.offset);
    }

    private void fold(String instance, Instant last, Instant now) throws SQLException {
        fold(instance, Step.RAW, Step.FIVE_MINUTES, last, now);
        fold(instance, Step.FIVE_MINUTES, Step.HOUR, last, now);
    }

    private void fold(String instance, Step from, Step into, Instant last, Instant now) throws SQLException {
        Instant begin = into.begin(last);
        Instant end = begin.plus(into.length());
        if (now.isBefore(end)) {
            return;
        }
        Rows.update(connection, FOLD.formatted(into.table(), from.table()), begin, instance, begin, end);
    }

    private void insert(String instance, Instant at, Map<Metric, @Nullable Double> figures) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(instance);
        values.add(at);
        for (Metric metric : Metric.values()) {
            values.add(figures.get(metric));
        }
        Rows.update(connection, INSERT, values.toArray());
    }

    private Optional<ReadFacts> facts(String instance) throws SQLException {
        return Rows.one(
                        connection,
                        "SELECT header, document FROM facts WHERE instance = ?",
                        row -> facts(row.getString("header"), row.getString("document")),
                        instance)
                .flatMap(Function.identity());
    }

    /** Empty also where a newer version of the console wrote them. */
    private static Optional<ReadFacts> facts(String header, String document) {
        try {
            return Optional.of(new ReadFacts(
                    Codec.decode(header, SnapshotHeader.class), Codec.decode(document, InstanceFacts.class)));
        } catch (UnreadableException e) {
            LOG.warn("the facts that were kept last cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void put(String instance, SnapshotHeader header, InstanceFacts facts, Instant at) throws SQLException {
        Rows.update(connection, """
                INSERT INTO facts VALUES (?, ?, ?::jsonb, ?::jsonb - 'settings') ON CONFLICT (instance) DO UPDATE SET
                  at = excluded.at, header = excluded.header, document = excluded.document""", instance, at, Rows.json(header), Rows.json(facts));
        Map<String, Setting> before = Rows.one(
                        connection,
                        "SELECT document FROM server_settings WHERE instance = ?",
                        row -> settings(row.getString(1)),
                        instance)
                .orElse(new TreeMap<>());
        List<SettingChange> changes = changes(before, settings(Rows.json(facts.settings())));
        if (changes.isEmpty()) {
            return;
        }
        Rows.update(connection, """
                INSERT INTO server_settings VALUES (?, ?, ?::jsonb) ON CONFLICT (instance) DO UPDATE SET
                  at = excluded.at, document = excluded.document""", instance, at, Rows.json(facts.settings()));
        if (!before.isEmpty()) {
            Rows.update(
                    connection,
                    "INSERT INTO setting_change VALUES (?, ?, ?::jsonb) ON CONFLICT DO NOTHING",
                    instance,
                    at,
                    Rows.json(changes));
        }
    }

    private static List<SettingChange> changes(Map<String, Setting> before, Map<String, Setting> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<SettingChange> changes = new ArrayList<>();
        for (String name : names) {
            Setting first = before.get(name);
            Setting second = after.get(name);
            if (first == null || !first.equals(second)) {
                changes.add(new SettingChange(name, first, second));
            }
        }
        return changes;
    }

    static Map<String, Setting> settings(String json) {
        try {
            return Codec.mapper().readValue(json, SETTINGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings that are stored cannot be read", e);
        }
    }

    private static String json(Map<Metric, @Nullable Double> figures) {
        Map<String, @Nullable Double> named = new TreeMap<>();
        figures.forEach((metric, value) -> named.put(metric.column(), value));
        return Rows.json(named);
    }
}
