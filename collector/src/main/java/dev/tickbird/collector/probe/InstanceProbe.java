package dev.tickbird.collector.probe;

import dev.tickbird.schemas.snapshot.ArchiverFacts;
import dev.tickbird.schemas.snapshot.CheckpointFacts;
import dev.tickbird.schemas.snapshot.ConnectionFacts;
import dev.tickbird.schemas.snapshot.DatabaseCounters;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.snapshot.SlotFacts;
import dev.tickbird.schemas.snapshot.StandbyFacts;
import dev.tickbird.schemas.snapshot.WalFacts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Facts of the whole server. */
public final class InstanceProbe {
    /** What a setting's value reads as when it may hold a secret. */
    public static final String WITHHELD = "(withheld)";

    private final Map<Long, Long> sizes = new HashMap<>();

    private record Sessions(
            @Nullable String database, int total, int active, int idle, int idleInTransaction, int waiting) {}

    /**
     * Reads them once.
     *
     * @param measure whether the sizes of databases are measured; else those of the last time stand
     */
    public synchronized Reading<InstanceFacts> read(Connection connection, boolean measure) throws SQLException {
        Asking asking = new Asking(connection, ServerIdentity.version(connection), null);
        ServerIdentity identity = ServerIdentity.read(asking);
        if (!identity.monitors()) {
            asking.gap(
                    Query.INSTANCE_IDENTITY,
                    "Our login sees only part of the statistics and settings: it is not a member of pg_monitor.",
                    "GRANT pg_monitor TO the monitoring role");
        }
        Map<String, Setting> settings = settings(asking);
        List<Sessions> sessions = asking.rowsOrGap(Query.INSTANCE_CONNECTIONS, InstanceProbe::sessions, null);
        if (measure) {
            measure(asking);
        }
        InstanceFacts facts = new InstanceFacts(
                identity.versionText(),
                identity.inRecovery(),
                identity.nextXid(),
                identity.nextMultiXact(),
                settings,
                databases(asking, sessions),
                connections(settings, sessions),
                asking.rowsOrGap(Query.INSTANCE_STANDBYS, InstanceProbe::standby, null),
                asking.rowsOrGap(Query.INSTANCE_SLOTS, InstanceProbe::slot, null),
                wal(asking, identity),
                asking.rowOrGap(Query.INSTANCE_ARCHIVER, InstanceProbe::archiver, null)
                        .orElse(null),
                asking.rowOrGap(Query.INSTANCE_CHECKPOINTS, InstanceProbe::checkpoints, null)
                        .orElse(null),
                asking.rowOrGap(Query.INSTANCE_MANAGER, row -> row.getString("manager"), null)
                        .orElse(null));
        return Reading.of(asking, identity, facts);
    }

    private static Map<String, Setting> settings(Asking asking) throws SQLException {
        Map<String, Setting> settings = new TreeMap<>();
        asking.rowsOrGap(
                Query.INSTANCE_SETTINGS,
                row -> settings.put(
                        row.getString("name"),
                        new Setting(
                                row.getBoolean("withheld") ? WITHHELD : Row.text(row, "setting"),
                                row.getString("unit"),
                                row.getString("source"),
                                row.getBoolean("pending_restart"))),
                null);
        return settings;
    }

    private void measure(Asking asking) throws SQLException {
        Map<Long, Long> measured = new HashMap<>();
        asking.rowsOrGap(
                Query.INSTANCE_SIZES,
                row -> {
                    Long bytes = Row.longOrNull(row, "bytes");
                    return bytes == null ? 0L : measured.merge(row.getLong("database_oid"), bytes, Long::sum);
                },
                "GRANT pg_monitor TO the monitoring role");
        sizes.clear();
        sizes.putAll(measured);
    }

    private List<DatabaseFacts> databases(Asking asking, List<Sessions> sessions) throws SQLException {
        Map<String, Integer> clients = new HashMap<>();
        sessions.forEach(group -> clients.merge(String.valueOf(group.database()), group.total(), Integer::sum));
        List<String> closed = new ArrayList<>();
        List<DatabaseFacts> databases = asking.rows(Query.INSTANCE_DATABASES, row -> {
            DatabaseFacts database = database(row, clients);
            if (database.allowsConnections() && !database.template() && !row.getBoolean("may_connect")) {
                closed.add(database.name());
            }
            return database;
        });
        for (String name : closed) {
            asking.gap(
                    Query.INSTANCE_DATABASES,
                    "Our login may not connect to the database " + name + ".",
                    "GRANT CONNECT ON DATABASE " + new dev.tickbird.schemas.common.Identifier(name).sql()
                            + " TO the monitoring role");
        }
        return databases;
    }

    private DatabaseFacts database(ResultSet row, Map<String, Integer> clients) throws SQLException {
        long oid = row.getLong("database_oid");
        String name = row.getString("database");
        return new DatabaseFacts(
                oid,
                name,
                sizes.get(oid),
                row.getLong("frozen_xid"),
                row.getLong("min_multixact"),
                row.getBoolean("template"),
                row.getBoolean("connectable"),
                row.getInt("connection_limit"),
                clients.getOrDefault(name, 0),
                Row.booleanOrNull(row, "collation_differs"),
                counters(row));
    }

    private static DatabaseCounters counters(ResultSet row) throws SQLException {
        return new DatabaseCounters(
                row.getLong("commits"),
                row.getLong("rollbacks"),
                row.getLong("blocks_read"),
                row.getLong("blocks_hit"),
                row.getLong("tuples_returned"),
                row.getLong("tuples_fetched"),
                row.getLong("inserted"),
                row.getLong("updated"),
                row.getLong("deleted"),
                row.getLong("conflicts"),
                row.getLong("deadlocks"),
                row.getLong("temp_files"),
                row.getLong("temp_bytes"),
                row.getDouble("block_read_time"),
                row.getDouble("block_write_time"),
                Row.instant(row, "stats_reset"));
    }

    private static Sessions sessions(ResultSet row) throws SQLException {
        return new Sessions(
                row.getString("database"),
                row.getInt("total"),
                row.getInt("active"),
                row.getInt("idle"),
                row.getInt("idle_in_transaction"),
                row.getInt("waiting"));
    }

    private static ConnectionFacts connections(Map<String, Setting> settings, List<Sessions> sessions) {
        return new ConnectionFacts(
                number(settings, "max_connections"),
                number(settings, "superuser_reserved_connections") + number(settings, "reserved_connections"),
                sessions.stream().mapToInt(Sessions::total).sum(),
                sessions.stream().mapToInt(Sessions::active).sum(),
                sessions.stream().mapToInt(Sessions::idle).sum(),
                sessions.stream().mapToInt(Sessions::idleInTransaction).sum(),
                sessions.stream().mapToInt(Sessions::waiting).sum());
    }

    private static int number(Map<String, Setting> settings, String name) {
        Setting setting = settings.get(name);
        return setting == null ? 0 : Integer.parseInt(setting.value());
    }

    private static StandbyFacts standby(ResultSet row) throws SQLException {
        return new StandbyFacts(
                row.getInt("pid"),
                Row.text(row, "application"),
                row.getString("client"),
                row.getString("state"),
                row.getString("sync_state"),
                Row.longOrNull(row, "lag_bytes"),
                Row.doubleOrNull(row, "replay_lag"),
                Row.longOrNull(row, "xmin_age"));
    }

    private static SlotFacts slot(ResultSet row) throws SQLException {
        return new SlotFacts(
                row.getString("slot"),
                row.getString("kind"),
                row.getString("database"),
                row.getString("plugin"),
                row.getBoolean("active"),
                row.getBoolean("temporary"),
                Row.longOrNull(row, "retained"),
                row.getString("wal_status"),
                Row.longOrNull(row, "safe_wal_size"),
                Row.longOrNull(row, "xmin_age"),
                Row.longOrNull(row, "catalog_xmin_age"),
                Row.instant(row, "inactive_since"),
                Row.booleanOrNull(row, "synced"),
                row.getString("restart_lsn"),
                row.getString("confirmed_lsn"),
                Row.booleanOrNull(row, "failover"));
    }

    private static WalFacts wal(Asking asking, ServerIdentity identity) throws SQLException {
        Optional<WalFacts> counted = asking.rowIfSupported(
                Query.INSTANCE_WAL,
                row -> new WalFacts(identity.walPosition(), row.getLong("records"), row.getLong("bytes")));
        return counted.orElseGet(() -> new WalFacts(identity.walPosition(), null, null));
    }

    private static ArchiverFacts archiver(ResultSet row) throws SQLException {
        return new ArchiverFacts(
                row.getLong("archived"),
                row.getLong("failed"),
                Row.instant(row, "archived_at"),
                Row.instant(row, "failed_at"),
                Row.instant(row, "stats_reset"));
    }

    private static CheckpointFacts checkpoints(ResultSet row) throws SQLException {
        return new CheckpointFacts(
                row.getLong("timed"),
                row.getLong("requested"),
                row.getDouble("write_time"),
                row.getDouble("sync_time"),
                row.getLong("buffers_written"),
                Row.instant(row, "stats_reset"));
    }
}
