package dev.tickbird.collector.publish;

import dev.tickbird.collector.probe.Answerer;
import dev.tickbird.collector.probe.Reading;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.StatementsContent;
import dev.tickbird.collector.probe.Streams;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements of one server within one session: what the next snapshot is. */
final class StatementsStream {
    private final Changes<Key, StatementCounters> statements = new Changes<>(Key::of);
    private @Nullable Frame frame;
    private volatile boolean broken = true;

    /** What pg_stat_statements itself counts by. */
    private record Key(long user, long database, String query, boolean topLevel) {
        static Key of(StatementCounters row) {
            return new Key(row.userOid(), row.databaseOid(), row.queryId(), row.topLevel());
        }
    }

    private record Frame(
            @Nullable String systemIdentifier,
            @Nullable Integer timeline,
            Instant startedAt,
            String version,
            @Nullable Instant statsReset) {
        static Frame of(Answerer server, StatementsContent content) {
            return new Frame(
                    server.systemIdentifier(),
                    server.timeline(),
                    server.startedAt(),
                    content.extensionVersion(),
                    content.statsReset());
        }
    }

    private @Nullable StatementCounters other;
    private @Nullable Long evictions;

    void broken() {
        broken = true;
    }

    Optional<StatementsSnapshot> next(
            SnapshotSession session, Reading<?> reading, StatementsContent content, boolean full) {
        Frame now = Frame.of(reading.server(), content);
        boolean whole = full || broken || !now.equals(frame);
        List<StatementCounters> changed = statements.changed(content.statements());
        boolean same = changed.isEmpty()
                && Objects.equals(other, content.other())
                && Objects.equals(evictions, content.evictions());
        if (!whole && same) {
            return Optional.empty();
        }
        broken = false;
        frame = now;
        other = content.other();
        evictions = content.evictions();
        statements.remember(content.statements());
        if (whole) {
            return Optional.of(Streams.statements(session, SnapshotKind.FULL, reading, content));
        }
        return Optional.of(new StatementsSnapshot(
                session.header(Streams.STATEMENTS, SnapshotKind.DELTA, null, reading),
                content.extensionVersion(),
                content.statsReset(),
                content.evictions(),
                changed,
                content.other()));
    }
}
