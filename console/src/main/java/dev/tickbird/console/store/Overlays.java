package dev.tickbird.console.store;

import dev.tickbird.console.approval.Holds;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.Overlay;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What people said about findings, inside a transaction. */
public final class Overlays {
    private final Connection connection;

    public Overlays(Connection connection) {
        this.connection = connection;
    }

    /** The finding; who asks next waits until this transaction ends. */
    public Optional<Finding> locked(FindingId id) throws SQLException {
        return Rows.one(
                connection,
                "SELECT document FROM finding WHERE id = ? FOR UPDATE",
                Rows.document("document", Finding.class),
                id.value());
    }

    public Optional<Overlay> of(FindingId id) throws SQLException {
        return Rows.one(
                connection,
                "SELECT document FROM overlay WHERE finding = ?",
                Rows.document("document", Overlay.class),
                id.value());
    }

    /** The newest word counts, in whatever order they are read. */
    public void put(Overlay overlay) throws SQLException {
        Rows.update(
                connection, """
                INSERT INTO overlay VALUES (?, ?, ?::timestamptz, ?::jsonb)
                ON CONFLICT (finding) DO UPDATE SET said_at = excluded.said_at, waived_until = excluded.waived_until,
                  document = excluded.document
                WHERE overlay.said_at <= excluded.said_at""", overlay.finding().value(), overlay.at(), overlay.waivedUntil(), Rows.json(overlay));
    }

    public void remove(String finding) throws SQLException {
        Rows.update(connection, "DELETE FROM overlay WHERE finding = ?", finding);
    }

    /** What waits because its finding is waived. */
    public Holds holds(Instant now) throws SQLException {
        Map<FindingId, Instant> until = new HashMap<>();
        Rows.list(
                connection,
                "SELECT finding, greatest(said_at, waived_until) AS until FROM overlay",
                row -> until.put(
                        FindingId.of(row.getString("finding")),
                        row.getTimestamp("until").toInstant()));
        return new Holds(until, now);
    }
}
