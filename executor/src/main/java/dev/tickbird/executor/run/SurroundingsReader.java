package dev.tickbird.executor.run;

import dev.tickbird.executor.guard.ActivityFacts;
import dev.tickbird.executor.guard.CapacityFacts;
import dev.tickbird.executor.guard.LoginFacts;
import dev.tickbird.executor.guard.StandbyFacts;
import dev.tickbird.executor.intake.BackupSource;
import dev.tickbird.postgres.SqlArrays;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what goes on around an action: the login, other sessions, standbys. */
final class SurroundingsReader {
    private static final Logger LOG = LoggerFactory.getLogger(SurroundingsReader.class);
    private static final double MILLIS = 1000;

    private final Logins logins;

    SurroundingsReader(Logins logins) {
        this.logins = logins;
    }

    LoginFacts login(Catalog catalog, String role) throws SQLException {
        return catalog.first(
                        "login",
                        row -> new LoginFacts(
                                role, true, SqlArrays.texts(row, "powers"), SqlArrays.texts(row, "memberships")),
                        role)
                .orElseGet(() -> new LoginFacts(role, false, List.of(), List.of()));
    }

    /**
     * What goes on in the connection's database.
     *
     * @param table 0 for none
     */
    ActivityFacts activity(Catalog catalog, long table) throws SQLException {
        List<ActivityFacts.OpenTransaction> transactions = catalog.all(
                "transactions",
                row -> new ActivityFacts.OpenTransaction(
                        row.getInt("pid"), String.valueOf(row.getString("usename")), age(row)));
        List<String> prepared = catalog.all("prepared", row -> row.getString("gid"));
        int active = catalog.first("active", row -> row.getInt("active")).orElse(0);
        if (table == 0) {
            return new ActivityFacts(transactions, prepared, 0, List.of(), active);
        }
        int queue = catalog.first("queue", row -> row.getInt("waiting"), table).orElse(0);
        List<ActivityFacts.Maintenance> maintenance = catalog.all(
                "maintenance",
                row -> new ActivityFacts.Maintenance(row.getInt("pid"), row.getString("command")),
                table,
                table,
                table,
                table);
        return new ActivityFacts(transactions, prepared, queue, maintenance, active);
    }

    /**
     * What is left on disk, and when the server was backed up.
     *
     * @param backup how that is known; null where it is not asked for
     */
    CapacityFacts capacity(Catalog catalog, boolean disk, @Nullable BackupSource backup) throws SQLException {
        Long used = disk ? catalog.first("disk", row -> row.getLong("used")).orElse(null) : null;
        return new CapacityFacts(used, backup == null ? null : backupAt(catalog, backup));
    }

    private static @Nullable Instant backupAt(Catalog catalog, BackupSource backup) {
        try {
            return catalog.instant(backup.sql());
        } catch (SQLException e) {
            LOG.warn("the time of the last backup cannot be read: {}", ActionSession.words(e));
            return null;
        }
    }

    StandbyFacts standbys(Catalog catalog, TargetSpec primary, List<TargetSpec> cluster) throws SQLException {
        List<StandbyFacts.Receiver> receivers = catalog.all("receivers", row -> {
            long lag = row.getLong("lag");
            return new StandbyFacts.Receiver(row.getString("name"), row.wasNull() ? null : lag);
        });
        List<StandbyFacts.Replica> replicas = new ArrayList<>();
        for (TargetSpec other : cluster) {
            if (!other.instance().equals(primary.instance())) {
                replicas.add(ask(other));
            }
        }
        return new StandbyFacts(receivers, replicas);
    }

    private StandbyFacts.Replica ask(TargetSpec replica) {
        try (Connection connection = logins.monitor(replica, replica.maintenanceDatabase())) {
            Duration longest = Catalog.of(connection)
                    .first("longest", SurroundingsReader::age)
                    .orElse(Duration.ZERO);
            return new StandbyFacts.Replica(replica.instance().value(), longest);
        } catch (SQLException e) {
            LOG.debug("the standby {} does not answer", replica.instance(), e);
            return new StandbyFacts.Replica(replica.instance().value(), null);
        }
    }

    private static Duration age(ResultSet row) throws SQLException {
        return Duration.ofMillis(Math.round(row.getDouble("age") * MILLIS));
    }
}
