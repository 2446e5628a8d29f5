package dev.tickbird.collector.publish;

import dev.tickbird.collector.probe.Answerer;
import dev.tickbird.collector.probe.Reading;
import dev.tickbird.collector.probe.RelationsContent;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.Streams;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.MonitoringSchema;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SequenceDocument;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The relations of one database within one session: what the next snapshot is. It begins with FULL, and again after a loss, a restart of the server
 * or a change of its identity. An idle database gives nothing.
 */
final class RelationsStream {
    private final Changes<Long, TableDocument> tables = new Changes<>(TableDocument::oid);
    private final Changes<Long, SequenceDocument> sequences = new Changes<>(SequenceDocument::oid);
    private @Nullable Frame frame;
    private volatile boolean broken = true;

    /** What travels beside the documents, and must be equal for a snapshot to be left out. */
    private record Frame(
            @Nullable String systemIdentifier,
            @Nullable Integer timeline,
            Instant startedAt,
            long databaseOid,
            @Nullable Instant statsReset,
            Map<String, String> extensions,
            @Nullable MonitoringSchema monitoring,
            List<Gap> gaps) {
        static Frame of(Reading<RelationsContent> reading) {
            Answerer server = reading.server();
            RelationsContent content = reading.content();
            return new Frame(
                    server.systemIdentifier(),
                    server.timeline(),
                    server.startedAt(),
                    content.databaseOid(),
                    content.statsReset(),
                    content.extensions(),
                    content.monitoring(),
                    reading.gaps());
        }

        boolean sameServer(Frame other) {
            return Objects.equals(systemIdentifier, other.systemIdentifier)
                    && Objects.equals(timeline, other.timeline)
                    && startedAt.equals(other.startedAt)
                    && databaseOid == other.databaseOid;
        }
    }

    /** A snapshot of ours was lost. */
    void broken() {
        broken = true;
    }

    Optional<RelationsSnapshot> next(SnapshotSession session, Reading<RelationsContent> reading, boolean full) {
        Frame before = frame;
        Frame now = Frame.of(reading);
        RelationsContent content = reading.content();
        boolean whole = full || broken || before == null || !before.sameServer(now);
        List<TableDocument> changed = tables.changed(content.tables());
        List<SequenceDocument> changedSequences = sequences.changed(content.sequences());
        List<Long> removed = Stream.concat(
                        tables.removed(content.tables()).stream(), sequences.removed(content.sequences()).stream())
                .sorted()
                .toList();
        if (!whole && changed.isEmpty() && changedSequences.isEmpty() && removed.isEmpty() && now.equals(before)) {
            return Optional.empty();
        }
        broken = false;
        frame = now;
        tables.remember(content.tables());
        sequences.remember(content.sequences());
        if (whole) {
            return Optional.of(Streams.relations(session, SnapshotKind.FULL, reading));
        }
        return Optional.of(new RelationsSnapshot(
                session.header(Streams.RELATIONS, SnapshotKind.DELTA, content.database(), reading),
                content.databaseOid(),
                content.statsReset(),
                content.extensions(),
                changed,
                changedSequences,
                content.monitoring(),
                removed));
    }
}
