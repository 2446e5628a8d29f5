package dev.tickbird.console.store;

import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.runtime.fleet.TargetEntry;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Writes the read model inside a transaction. */
public final class Writer {
    private static final String RUN = "run";

    private final Connection connection;
    private final Instant now;

    public Writer(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    /** A point to come back to within the transaction. */
    public Savepoint savepoint() throws SQLException {
        return connection.setSavepoint();
    }

    public void release(Savepoint point) throws SQLException {
        connection.releaseSavepoint(point);
    }

    public void rollBack(Savepoint point) throws SQLException {
        connection.rollback(point);
    }

    /** The hash chain in the same transaction. */
    public AuditLog audit() {
        return new AuditLog(connection);
    }

    /** What people said about findings, in the same transaction. */
    public Overlays overlays() {
        return new Overlays(connection);
    }

    /** Where reading goes on; empty for a partition that was never read. */
    public Optional<Long> position(String topic, int partition) throws SQLException {
        return Rows.one(
                connection,
                "SELECT next_offset FROM position WHERE topic = ? AND partition = ?",
                row -> row.getLong(1),
                topic,
                partition);
    }

    public void positions(Map<TopicPartition, Long> next) throws SQLException {
        for (Map.Entry<TopicPartition, Long> entry : next.entrySet()) {
            Rows.update(
                    connection,
                    "INSERT INTO position VALUES (?, ?, ?) ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset",
                    entry.getKey().topic(),
                    entry.getKey().partition(),
                    entry.getValue());
        }
    }

    /** Of the same name the highest revision counts, and a removal among equals. */
    public void instance(TargetEntry entry) throws SQLException {
        Rows.update(
                connection,
                """
                INSERT INTO instance (name, document, revision, removed, updated_at) VALUES (?, ?::jsonb, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET document = excluded.document, revision = excluded.revision,
                  removed = excluded.removed, updated_at = excluded.updated_at
                WHERE instance.revision < excluded.revision
                  OR (instance.revision = excluded.revision AND (excluded.removed OR NOT instance.removed))""",
                entry.instance().value(),
                Rows.json(
                        switch (entry) {
                            case TargetEntry.Watched(TargetSpec target) -> target;
                            case TargetEntry.Removed(TargetRemoval removal) -> removal;
                        }),
                entry.revision(),
                entry instanceof TargetEntry.Removed,
                now);
    }

    /** Findings, in the same transaction. */
    public FindingsWriter findings() {
        return new FindingsWriter(connection, now);
    }

    public void message(Notification notification) throws SQLException {
        Rows.update(
                connection,
                "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?::text[], ?) ON CONFLICT DO NOTHING",
                notification.id(),
                notification.receiver(),
                notification.group(),
                notification.version(),
                notification.kind().name(),
                notification.title(),
                notification.resolved(),
                "{"
                        + notification.items().stream()
                                .map(item -> item.id())
                                .filter(Writer::isIdentifier)
                                .collect(Collectors.joining(","))
                        + "}",
                notification.at());
    }

    private static boolean isIdentifier(String id) {
        return id.matches("[a-z]{3}_[0-9a-f]{32}");
    }

    public ActionFile action(ActionId id) throws SQLException {
        return Rows.one(
                        connection,
                        "SELECT file FROM action WHERE id = ? FOR UPDATE",
                        Rows.document("file", ActionFile.class),
                        id.value())
                .orElse(ActionFile.EMPTY);
    }

    /** The instances on which approved actions may run now. */
    public Set<InstanceId> executing() throws SQLException {
        return Set.copyOf(Rows.list(
                connection,
                "SELECT name FROM instance WHERE NOT removed AND document ->> 'mode' = 'execute'",
                row -> InstanceId.of(row.getString(1))));
    }

    /** Every action that is still undecided. */
    public List<ActionFile> undecided() throws SQLException {
        return Rows.list(
                connection,
                "SELECT file FROM action WHERE state = 'PROPOSED'",
                Rows.document("file", ActionFile.class));
    }

    public void action(ActionId id, String instance, ActionFile file) throws SQLException {
        Proposal proposal = file.proposal();
        Rows.update(
                connection,
                """
                INSERT INTO action VALUES (?, ?, ?, ?, ?, ?::jsonb, ?)
                ON CONFLICT (id) DO UPDATE SET finding = excluded.finding, state = excluded.state, risk = excluded.risk,
                  file = excluded.file, updated_at = excluded.updated_at""",
                id.value(),
                instance,
                proposal == null ? null : proposal.finding().value(),
                file.state().name(),
                proposal == null ? null : proposal.risk().label(),
                Rows.json(file),
                now);
    }

    public void outcome(Outcome outcome) throws SQLException {
        Rows.update(
                connection,
                "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?::jsonb) ON CONFLICT DO NOTHING",
                outcome.action().value(),
                outcome.attempt(),
                outcome.step(),
                outcome.state().name(),
                outcome.at(),
                Rows.json(outcome));
    }

    public void progress(Progress progress) throws SQLException {
        Rows.update(
                connection,
                "INSERT INTO progress VALUES (?, ?::jsonb) ON CONFLICT (action) DO UPDATE SET document = excluded.document",
                progress.action().value(),
                Rows.json(progress));
    }

    public void rehearsal(Rehearsal rehearsal) throws SQLException {
        Rows.update(
                connection,
                "INSERT INTO rehearsal VALUES (?, ?::jsonb) ON CONFLICT (action) DO UPDATE SET document = excluded.document",
                rehearsal.action().value(),
                Rows.json(rehearsal));
    }

    public void delivery(String key, Delivery delivery) throws SQLException {
        Rows.update(
                connection,
                "INSERT INTO delivery VALUES (?, ?::jsonb, ?) ON CONFLICT (key) DO UPDATE SET document = excluded.document, updated_at = excluded.updated_at",
                key,
                Rows.json(delivery),
                now);
    }

    public void journal(JournalEntry entry) throws SQLException {
        Rows.update(
                connection,
                "INSERT INTO journal VALUES (?, ?) ON CONFLICT (action) DO UPDATE SET state = excluded.state",
                entry.action().value(),
                entry.state().name());
    }

    /** Writes a record down for sending; the second time is nothing. */
    public void outbox(OutboxRow row) throws SQLException {
        Rows.update(
                connection,
                "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (id) DO NOTHING",
                row.id(),
                (row.begins() ? RUN : "") + "|" + row.kind().name(),
                row.instance(),
                row.action(),
                row.value(),
                now);
    }

    /** The record is on its topic: whether it waits here or follows later from what is read, it is not sent again. */
    public void onTopic(OutboxRow row) throws SQLException {
        Rows.update(
                connection,
                """
                INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET sent_at = coalesce(outbox.sent_at, excluded.sent_at)""",
                row.id(),
                (row.begins() ? RUN : "") + "|" + row.kind().name(),
                row.instance(),
                row.action(),
                row.value(),
                now,
                now);
    }

    /** What waits to be sent, oldest first. */
    public List<OutboxRow> waiting(int most) throws SQLException {
        return Rows.list(
                connection,
                "SELECT * FROM outbox WHERE sent_at IS NULL ORDER BY created_at, id LIMIT ? FOR UPDATE SKIP LOCKED",
                row -> {
                    String[] kind = row.getString("kind").split("\\|", -1);
                    return new OutboxRow(
                            row.getString("id"),
                            Topic.valueOf(kind[1]),
                            kind[0].equals(RUN),
                            row.getString("instance"),
                            row.getString("action"),
                            row.getString("value"));
                },
                most);
    }

    /** Whether the executor has heard of the action: by its journal or by an outcome. */
    public boolean begun(String action) throws SQLException {
        return Rows.one(
                        connection,
                        "SELECT 1 FROM journal WHERE action = ? UNION ALL SELECT 1 FROM outcome WHERE action = ? LIMIT 1",
                        row -> true,
                        action,
                        action)
                .isPresent();
    }

    public void sent(String id) throws SQLException {
        Rows.update(connection, "UPDATE outbox SET sent_at = ? WHERE id = ?", now, id);
    }
}
