package dev.tickbird.cli.check;

import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.collector.probe.ProbeSettings;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.Snapshots;
import dev.tickbird.collector.probe.Taken;
import dev.tickbird.collector.probe.TimeOrderedId;
import dev.tickbird.postgres.ConnectionPools;
import dev.tickbird.postgres.ConnectionUrl;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.snapshot.Reachability;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A server that a command looks at, as the collector does, without Kafka. */
public final class ServerLook implements AutoCloseable {
    private static final InstanceId INSTANCE = InstanceId.of("check");

    private static final int MOST_QUESTIONS = 200;

    private final ConnectionUrl target;
    private final ConnectionPools pools;
    private final Snapshots snapshots;
    private int asked;

    private ServerLook(ConnectionUrl target, boolean allDatabases) {
        this.target = target;
        this.pools = Passwords.pools(target);
        DatabaseSelection databases =
                allDatabases ? DatabaseSelection.ALL : new DatabaseSelection(List.of(target.database()), List.of());
        ProbeSettings probe = new ProbeSettings(target.database(), databases, false, null, ProbeSettings.STATEMENTS);
        InstantSource clock = InstantSource.system();
        this.snapshots = new Snapshots(
                pools, probe, new SnapshotSession(INSTANCE, INSTANCE.value(), new TimeOrderedId(clock)), clock);
    }

    /**
     * Connects at the first look.
     *
     * @param url as the person wrote it; a password that it does not hold is looked for where libpq looks
     */
    public static ServerLook at(String url, boolean allDatabases) {
        ConnectionUrl target = ConnectionUrl.parse(url, System.getProperty("user.name", "postgres"));
        return new ServerLook(Passwords.complete(target), allDatabases);
    }

    /** Everything of the server after a pause. */
    public Observed lookAfter(Duration pause) throws InterruptedException {
        Thread.sleep(pause);
        return look();
    }

    /** Everything of the server now. */
    public Observed look() {
        Taken taken = snapshots.take();
        Reachability reachability = taken.instance().reachability();
        if (!reachability.reachable()) {
            throw new Problem(
                    Plain.text(name() + " as " + target.user()) + ": " + reachability.message()
                            + (reachability.fix() == null ? "" : "\n  " + reachability.fix()),
                    Problem.UNREACHABLE);
        }
        return new Observed(taken.instance(), taken.relations(), taken.statements(), taken.activity());
    }

    /** What the server's planner says to a question; after many questions no more is asked. */
    public Optional<PlanAnswer> plan(PlanQuestion question) {
        asked++;
        return asked > MOST_QUESTIONS ? Optional.empty() : snapshots.plan(question);
    }

    /** {@code host:port/database}. */
    public String name() {
        return target.endpoint().host() + ":" + target.endpoint().port() + "/" + target.database();
    }

    @Override
    public void close() {
        pools.close();
    }
}
