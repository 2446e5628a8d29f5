package dev.tickbird.executor.run;

import dev.tickbird.executor.guard.ActivityFacts;
import dev.tickbird.executor.guard.LoginFacts;
import dev.tickbird.executor.guard.StandbyFacts;
import dev.tickbird.postgres.SqlArrays;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        if (table == 0) {
            return new ActivityFacts(transactions, prepared, 0, List.of());
        }
        int queue = catalog.first("queue", row -> row.getInt("waiting"), table).orElse(0);
        List<ActivityFacts.Maintenance> maintenance = catalog.all(
                "maintenance",
                row -> new ActivityFacts.Maintenance(row.getInt("pid"), row.getString("command")),
                table,
                table,
                table,
                table);
        return new ActivityFacts(transactions, prepared, queue, maintenance);
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
