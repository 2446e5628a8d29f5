package dev.tickbird.collector.publish;

import dev.tickbird.collector.probe.ActivityContent;
import dev.tickbird.collector.probe.Reading;
import dev.tickbird.collector.probe.RelationsContent;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.StatementsContent;
import dev.tickbird.collector.probe.Streams;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import dev.tickbird.schemas.wire.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes what was seen of one instance within one session. Numbering and sending are one step, so that the numbers on a topic only rise. After
 * {@link #stop} nothing more is sent: the instance belongs to somebody else. Safe for use by many threads.
 */
public final class SnapshotPublisher {
    private final SnapshotSession session;
    private final Outlet outlet;
    private final Parts parts = new Parts();
    private final Map<String, RelationsStream> relations = new HashMap<>();
    private final StatementsStream statements = new StatementsStream();
    private boolean stopped;

    public SnapshotPublisher(SnapshotSession session, Outlet outlet) {
        this.session = session;
        this.outlet = outlet;
    }

    public synchronized void stop() {
        stopped = true;
    }

    public synchronized void canary(Reading<Canary> reading) {
        instance(new InstanceSnapshot(
                session.header(Streams.INSTANCE, SnapshotKind.FULL, null, reading),
                Reachability.YES,
                reading.content(),
                null));
    }

    /** Facts of the server; {@code others} are gaps that other readings met, such as a database that cannot be read. */
    public synchronized void facts(Reading<InstanceFacts> reading, List<Gap> others) {
        List<Gap> gaps = new ArrayList<>(reading.gaps());
        gaps.addAll(others);
        instance(new InstanceSnapshot(
                session.header(Streams.INSTANCE, SnapshotKind.FULL, null, reading.server(), reading.costMillis(), gaps),
                Reachability.YES,
                null,
                reading.content()));
    }

    /** The server was not reached. */
    public synchronized void unreached(Reachability reachability, Instant now) {
        instance(new InstanceSnapshot(session.unreached(Streams.INSTANCE, now), reachability, null, null));
    }

    private void instance(InstanceSnapshot snapshot) {
        send(Topic.SNAPSHOTS_INSTANCE, snapshot, () -> {});
    }

    public synchronized void activity(Reading<ActivityContent> reading) {
        parts.of(Streams.activity(session, reading)).forEach(part -> send(Topic.SNAPSHOTS_ACTIVITY, part, () -> {}));
    }

    /** Statements; {@code full}: all of them, else what changed. */
    public synchronized void statements(Reading<?> reading, StatementsContent content, boolean full) {
        Optional<StatementsSnapshot> next = statements.next(session, reading, content, full);
        next.ifPresent(snapshot ->
                parts.of(snapshot).forEach(part -> send(Topic.SNAPSHOTS_STATEMENTS, part, statements::broken)));
    }

    /** One database; {@code full}: all of it, else what changed. */
    public synchronized void relations(Reading<RelationsContent> reading, boolean full) {
        RelationsStream stream = relations.computeIfAbsent(reading.content().database(), name -> new RelationsStream());
        Optional<RelationsSnapshot> next = stream.next(session, reading, full);
        next.ifPresent(
                snapshot -> parts.of(snapshot).forEach(part -> send(Topic.SNAPSHOTS_RELATIONS, part, stream::broken)));
    }

    /** What the planner said. */
    public synchronized void answer(PlanAnswer answer) {
        send(Topic.ANSWERS, answer, () -> {});
    }

    /** A database that is watched no more: if it comes back it begins anew. */
    public synchronized void retainDatabases(List<String> databases) {
        relations.keySet().retainAll(databases);
    }

    private void send(Topic topic, Object value, Runnable lost) {
        if (!stopped) {
            outlet.send(topic, session.instance().value(), value, lost);
        }
    }
}
