package dev.tickbird.collector.app;

import dev.tickbird.collector.probe.ProbeSettings;
import dev.tickbird.collector.probe.ServerProbes;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.TimeOrderedId;
import dev.tickbird.collector.publish.Outlet;
import dev.tickbird.collector.publish.SnapshotPublisher;
import dev.tickbird.collector.source.HintSource;
import dev.tickbird.collector.source.Ownership;
import dev.tickbird.postgres.Authentication;
import dev.tickbird.postgres.ConnectionPools;
import dev.tickbird.postgres.Credentials;
import dev.tickbird.postgres.DataSources;
import dev.tickbird.postgres.Endpoint;
import dev.tickbird.postgres.SessionSettings;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.plan.PlanQuestion;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watches of all targets that are ours. Starts, restarts and ends them as ownership and targets change. */
final class TargetWatches implements Ownership, HintSource.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TargetWatches.class);
    private static final String APPLICATION = "tickbird-collector";

    private final Credentials credentials;
    private final Outlet outlet;
    private final InstantSource clock;
    private final TimeOrderedId ids;
    private final MeterRegistry metrics;
    private final Semaphore largeReadings;
    private final ExecutorService threads;
    private final Map<Integer, Map<String, Watched>> partitions = new HashMap<>();

    private record Watched(TargetSpec target, TargetWatch watch, ConnectionPools pools) {}

    TargetWatches(
            Credentials credentials, Outlet outlet, InstantSource clock, MeterRegistry metrics, int largeReadings) {
        this.credentials = credentials;
        this.outlet = outlet;
        this.clock = clock;
        this.ids = new TimeOrderedId(clock);
        this.metrics = metrics;
        this.largeReadings = new Semaphore(largeReadings);
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("read-", 0).factory());
        metrics.gauge("tickbird.collector.targets", this, TargetWatches::count);
    }

    @Override
    public synchronized void owned(int partition, Collection<TargetSpec> targets) {
        Map<String, Watched> watched = partitions.computeIfAbsent(partition, number -> new HashMap<>());
        Set<String> names = new HashSet<>();
        for (TargetSpec target : targets) {
            String name = target.instance().value();
            names.add(name);
            Watched before = watched.get(name);
            if (before == null || !readsAlike(before.target(), target)) {
                if (before != null) {
                    end(before);
                }
                watched.put(name, begin(target));
                LOG.info("{} is watched", name);
            }
        }
        watched.entrySet().removeIf(entry -> {
            if (names.contains(entry.getKey())) {
                return false;
            }
            LOG.info("{} is watched no more", entry.getKey());
            end(entry.getValue());
            return true;
        });
    }

    @Override
    public synchronized void revoked(int partition) {
        Map<String, Watched> watched = partitions.remove(partition);
        if (watched != null) {
            watched.values().forEach(this::end);
        }
    }

    /** An action of the executor ended: what it worked on is read again soon. */
    @Override
    public synchronized void ended(Outcome outcome) {
        watch(outcome.instance()).ifPresent(watch -> watch.refresh(outcome.database()));
    }

    /** The analyzer asks what the planner of a server would do. */
    @Override
    public synchronized void asked(PlanQuestion question) {
        watch(question.instance()).ifPresent(watch -> watch.ask(question));
    }

    private Optional<TargetWatch> watch(InstanceId instance) {
        return partitions.values().stream()
                .map(watched -> watched.get(instance.value()))
                .filter(Objects::nonNull)
                .map(Watched::watch)
                .findFirst();
    }

    synchronized int count() {
        return partitions.values().stream().mapToInt(Map::size).sum();
    }

    /** Whether the two differ only in what does not concern reading. */
    private static boolean readsAlike(TargetSpec one, TargetSpec other) {
        return reading(one).equals(reading(other));
    }

    private static TargetSpec reading(TargetSpec target) {
        return new TargetSpec(
                target.instance(),
                target.cluster(),
                target.zone(),
                target.host(),
                target.port(),
                target.tls(),
                target.rootCertificate(),
                Map.of(),
                target.maintenanceDatabase(),
                target.databases(),
                target.intervals(),
                Mode.OBSERVE,
                target.monitor(),
                null,
                null,
                null,
                target.rawStatements(),
                target.monitoringViews(),
                0);
    }

    private Watched begin(TargetSpec target) {
        String name = target.instance().value();
        Endpoint endpoint = Endpoint.of(target);
        ConnectionPools pools = new ConnectionPools(
                name,
                database -> DataSources.dataSource(
                        endpoint,
                        Authentication.strict(endpoint.tls()),
                        SessionSettings.monitoring(APPLICATION),
                        database,
                        target.monitor().user(),
                        credentials.of(target.monitor())));
        TargetWatch watch = new TargetWatch(
                name,
                target.intervals(),
                new ServerProbes(pools, ProbeSettings.of(target)),
                new SnapshotPublisher(new SnapshotSession(target.instance(), target.cluster(), ids), outlet),
                new Attempts(name, threads),
                largeReadings,
                clock,
                new TargetMetrics(metrics, name));
        watch.start();
        return new Watched(target, watch, pools);
    }

    /** Publishing ends at once; connections are closed in the background. */
    private void end(Watched watched) {
        watched.watch().close();
        Thread _ =
                Thread.ofVirtual().name("close-" + watched.target().instance()).start(watched.pools()::close);
    }

    @Override
    public synchronized void close() {
        partitions.values().forEach(watched -> watched.values().forEach(this::end));
        partitions.clear();
        threads.shutdownNow();
    }
}
