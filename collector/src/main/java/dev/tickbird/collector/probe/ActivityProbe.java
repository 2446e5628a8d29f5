package dev.tickbird.collector.probe;

import dev.tickbird.postgres.SqlArrays;
import dev.tickbird.schemas.snapshot.HorizonHolder;
import dev.tickbird.schemas.snapshot.HorizonHolderKind;
import dev.tickbird.schemas.snapshot.PreparedTransactionFacts;
import dev.tickbird.schemas.snapshot.ProgressFacts;
import dev.tickbird.schemas.snapshot.SessionFacts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Sessions, what they wait for, who holds the XID horizon, and maintenance that runs. */
public final class ActivityProbe {
    private static final String AUTOVACUUM = "autovacuum worker";

    private final Redaction redaction;

    public ActivityProbe(Redaction redaction) {
        this.redaction = redaction;
    }

    public Reading<ActivityContent> read(Connection connection) throws SQLException {
        Asking asking = new Asking(connection, ServerIdentity.version(connection), null);
        ServerIdentity identity = ServerIdentity.read(asking);
        if (!identity.monitors()) {
            asking.gap(
                    Query.ACTIVITY_SESSIONS,
                    "Our login does not see what the sessions of other roles do.",
                    "GRANT pg_monitor TO the monitoring role");
        }
        ActivityContent content = new ActivityContent(
                asking.rowsOrGap(Query.ACTIVITY_SESSIONS, this::session, null),
                asking.rowsOrGap(Query.ACTIVITY_PREPARED, ActivityProbe::prepared, null),
                asking.rowsOrGap(Query.ACTIVITY_HORIZON, ActivityProbe::holder, null),
                asking.rowsOrGap(Query.ACTIVITY_PROGRESS, ActivityProbe::progress, null));
        return Reading.of(asking, identity, content);
    }

    private SessionFacts session(ResultSet row) throws SQLException {
        String process = Row.text(row, "process");
        String query = row.getString("query");
        return new SessionFacts(
                row.getInt("pid"),
                process,
                row.getString("database"),
                row.getString("login"),
                Row.text(row, "application"),
                row.getString("client"),
                Row.requiredInstant(row, "started_at"),
                Row.instant(row, "transaction_since"),
                Row.instant(row, "query_since"),
                Row.instant(row, "state_since"),
                row.getString("state"),
                row.getString("wait_type"),
                row.getString("wait_event"),
                Row.longOrNull(row, "xid_age"),
                Row.longOrNull(row, "xmin_age"),
                row.getString("query_id"),
                // what the server itself writes for its worker holds no literals, but names that are not quoted
                query == null || process.equals(AUTOVACUUM) ? query : redaction.text(query),
                SqlArrays.integers(row, "blocked_by"));
    }

    private static PreparedTransactionFacts prepared(ResultSet row) throws SQLException {
        return new PreparedTransactionFacts(
                row.getString("gid"),
                row.getString("database"),
                row.getString("login"),
                Row.requiredInstant(row, "prepared_at"),
                row.getLong("xid_age"));
    }

    private static HorizonHolder holder(ResultSet row) throws SQLException {
        HorizonHolderKind kind = switch (row.getString("kind")) {
            case "session" -> HorizonHolderKind.SESSION;
            case "prepared" -> HorizonHolderKind.PREPARED_TRANSACTION;
            case "slot" -> HorizonHolderKind.SLOT;
            default -> HorizonHolderKind.STANDBY;
        };
        return new HorizonHolder(
                kind,
                row.getString("name"),
                row.getString("database"),
                Row.longOrNull(row, "xmin_age"),
                Row.longOrNull(row, "xid_age"),
                Row.instant(row, "since"),
                row.getBoolean("catalog_only"));
    }

    private static ProgressFacts progress(ResultSet row) throws SQLException {
        return new ProgressFacts(
                row.getInt("pid"),
                row.getString("command"),
                row.getString("database"),
                row.getLong("relation_oid"),
                Row.longOrNull(row, "index_oid"),
                Row.text(row, "phase"),
                Row.doubleOrNull(row, "percent"));
    }
}
