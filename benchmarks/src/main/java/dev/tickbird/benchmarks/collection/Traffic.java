package dev.tickbird.benchmarks.collection;

import dev.tickbird.benchmarks.collection.Captured.Sent;
import dev.tickbird.collector.probe.Depth;
import dev.tickbird.collector.probe.Reading;
import dev.tickbird.collector.probe.RelationsContent;
import dev.tickbird.collector.probe.ServerProbes;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.StatementsContent;
import dev.tickbird.collector.probe.TimeOrderedId;
import dev.tickbird.collector.publish.SnapshotPublisher;
import dev.tickbird.schemas.common.InstanceId;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the collector would send to Kafka. */
final class Traffic {
    private final Server server;
    private final ServerProbes probes;
    private final Captured captured = new Captured();
    private final SnapshotPublisher publisher;

    Traffic(Server server, ServerProbes probes) {
        this.server = server;
        this.probes = probes;
        InstanceId instance = InstanceId.of("cost");
        this.publisher = new SnapshotPublisher(
                new SnapshotSession(instance, instance.value(), new TimeOrderedId(InstantSource.system())), captured);
    }

    /** The records of one look, by what it was. */
    record Look(String what, List<Sent> relations, List<Sent> statements) {
        Look {
            relations = List.copyOf(relations);
            statements = List.copyOf(statements);
        }
    }

    /** Everything, then nothing new, then one table in a hundred written. */
    List<Look> measure() throws SQLException, InterruptedException {
        List<Look> looks = new ArrayList<>();
        looks.add(look("full", true));
        looks.add(look("idle", false));
        new Application(server).use(Application.ONE_IN_A_HUNDRED);
        looks.add(look("1 % of the tables written", false));
        return looks;
    }

    /** All records of a full snapshot, numbered as those of the next one. */
    List<Sent> full() throws SQLException {
        publisher.facts(probes.instance(true), List.of());
        publisher.activity(probes.activity());
        List<Sent> all = new ArrayList<>(captured.take());
        Look look = look("full", true);
        all.addAll(look.statements());
        all.addAll(look.relations());
        return all;
    }

    private Look look(String what, boolean full) throws SQLException {
        Reading<RelationsContent> relations = probes.relations(Server.DATABASE, full ? Depth.COUNTERS : Depth.CHANGED);
        publisher.relations(relations, full);
        List<Sent> ofRelations = captured.take();
        Reading<Optional<StatementsContent>> statements = probes.statements(List.of(Server.DATABASE));
        publisher.statements(statements, statements.content().orElseThrow(), full);
        return new Look(what, ofRelations, captured.take());
    }
}
