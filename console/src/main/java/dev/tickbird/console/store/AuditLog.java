package dev.tickbird.console.store;

import dev.tickbird.schemas.execution.AuditEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hash chain inside a transaction. Consoles that share a database append one after the other. */
public final class AuditLog {
    /** Any number that nothing else in this database locks. */
    private static final long LOCK = 7_450_217_301L;

    private final Connection connection;

    public AuditLog(Connection connection) {
        this.connection = connection;
    }

    /** Appends a record that was read; the same record a second time is nothing. */
    public void append(String topic, String key, byte[] value, Instant now) throws SQLException {
        lock();
        AuditEntry entry = AuditEntry.after(head().orElse(null), topic, key, AuditEntry.digest(value), now);
        insert(entry, null);
    }

    /** Takes over a link that is on the topic already. */
    public void restore(AuditEntry entry, Instant now) throws SQLException {
        insert(entry, now);
    }

    /** The last link. */
    public Optional<AuditEntry> head() throws SQLException {
        return Rows.one(
                connection,
                "SELECT document FROM audit ORDER BY sequence DESC LIMIT 1",
                Rows.document("document", AuditEntry.class));
    }

    /** What waits to be sent, in the chain's order. Others wait until this transaction ends. */
    public List<AuditEntry> waiting(int most) throws SQLException {
        lock();
        return Rows.list(
                connection,
                "SELECT document FROM audit WHERE sent_at IS NULL ORDER BY sequence LIMIT ?",
                Rows.document("document", AuditEntry.class),
                most);
    }

    /** All links up to this one have been sent. */
    public void sent(long sequence, Instant now) throws SQLException {
        Rows.update(connection, "UPDATE audit SET sent_at = ? WHERE sequence <= ? AND sent_at IS NULL", now, sequence);
    }

    private void insert(AuditEntry entry, @Nullable Instant sentAt) throws SQLException {
        Rows.update(
                connection,
                "INSERT INTO audit VALUES (?, ?, ?, ?, ?::jsonb, ?::timestamptz) ON CONFLICT DO NOTHING",
                entry.sequence(),
                entry.topic(),
                entry.key(),
                entry.record(),
                Rows.json(entry),
                sentAt);
    }

    private void lock() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            statement.setLong(1, LOCK);
            statement.execute();
        }
    }
}
