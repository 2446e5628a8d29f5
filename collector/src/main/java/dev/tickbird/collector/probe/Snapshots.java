package dev.tickbird.collector.probe;

import dev.tickbird.postgres.Connections;
import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes everything of one server at once, without Kafka: the entry for {@code check}. Two calls give what deltas need. */
public final class Snapshots {
    private final ServerProbes probes;
    private final SnapshotSession session;
    private final InstantSource clock;

    public Snapshots(Connections connections, ProbeSettings settings, SnapshotSession session, InstantSource clock) {
        this.probes = new ServerProbes(connections, settings);
        this.session = session;
        this.clock = clock;
    }

    /** One snapshot of each kind; a server that cannot be reached is an answer, not an exception. */
    public Taken take() {
        try {
            Reading<Canary> canary = probes.canary();
            Reading<InstanceFacts> instance = probes.instance(true);
            Reading<ActivityContent> activity = probes.activity();
            List<String> databases = probes.selected(instance.content());
            List<Gap> gaps = new ArrayList<>(instance.gaps());
            List<RelationsSnapshot> relations = relations(databases, gaps);
            Reading<Optional<StatementsContent>> statements = probes.statements(databases);
            gaps.addAll(statements.gaps());
            return new Taken(
                    new InstanceSnapshot(
                            session.header(
                                    Streams.INSTANCE,
                                    SnapshotKind.FULL,
                                    null,
                                    instance.server(),
                                    instance.costMillis() + canary.costMillis(),
                                    gaps),
                            Reachability.YES,
                            canary.content(),
                            instance.content()),
                    relations,
                    statements
                            .content()
                            .map(content -> Streams.statements(session, SnapshotKind.FULL, statements, content))
                            .orElse(null),
                    Streams.activity(session, activity));
        } catch (SQLException | RuntimeException e) {
            return unreached(e);
        }
    }

    /** What the planner says; empty where the server is gone meanwhile. */
    public Optional<PlanAnswer> plan(PlanQuestion question) {
        try {
            return Optional.of(probes.plan(question));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private List<RelationsSnapshot> relations(List<String> databases, List<Gap> gaps) {
        List<RelationsSnapshot> relations = new ArrayList<>();
        for (String database : databases) {
            try {
                relations.add(Streams.relations(session, SnapshotKind.FULL, probes.relations(database, Depth.ALL)));
            } catch (SQLException e) {
                gaps.add(Streams.databaseGap(database, e));
            }
        }
        return relations;
    }

    private Taken unreached(Exception e) {
        PostgresFailure failure = PostgresFailure.of(e);
        if (failure == PostgresFailure.OTHER && e instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        InstanceSnapshot instance = new InstanceSnapshot(
                session.unreached(Streams.INSTANCE, clock.instant()), Streams.reachability(e), null, null);
        return new Taken(instance, List.of(), null, null);
    }
}
