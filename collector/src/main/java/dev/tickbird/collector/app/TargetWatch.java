package dev.tickbird.collector.app;

import dev.tickbird.collector.probe.ActivityContent;
import dev.tickbird.collector.probe.Depth;
import dev.tickbird.collector.probe.Reading;
import dev.tickbird.collector.probe.RelationsContent;
import dev.tickbird.collector.probe.ServerProbes;
import dev.tickbird.collector.probe.StatementsContent;
import dev.tickbird.collector.probe.Streams;
import dev.tickbird.collector.publish.SnapshotPublisher;
import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.Reachability;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one server: a schedule of its own for each probe, so that a slow one does not hold up another. All failures become snapshots or gaps;
 * nothing here ends but by {@link #close}.
 */
final class TargetWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TargetWatch.class);
    private static final Duration SPREAD = Duration.ofSeconds(1);
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(12);
    private static final Duration LONG_LIMIT = Duration.ofSeconds(60);
    /** A moment before any interval. */
    private static final long NEVER = System.nanoTime() - Duration.ofDays(365).toNanos();

    /** By then the counters of the session that did it have arrived; what else is done meanwhile needs no look of its own. */
    private static final Duration AFTER_ACTION = Duration.ofSeconds(1);

    private static final Duration UNTIL_KNOWN = Duration.ofMillis(500);

    private final String name;
    private final Intervals intervals;
    private final ServerProbes probes;
    private final SnapshotPublisher publisher;
    private final Attempts attempts;
    private final Semaphore largeReadings;
    private final InstantSource clock;
    private final TargetMetrics metrics;
    private final Repeating canary;
    private final Repeating facts;
    private final Repeating activity;
    private final Repeating statements;
    private final Repeating relations;
    private final Set<String> refreshing = ConcurrentHashMap.newKeySet();
    private final WaitingQuestions questions = new WaitingQuestions();
    private final Map<String, Gap> databaseGaps = new ConcurrentHashMap<>();
    private final Map<String, Long> fullRelations = new HashMap<>();
    private volatile @Nullable Gap statementsGap;
    private volatile List<String> databases = List.of();
    private volatile boolean blocked;
    private volatile boolean reachable = true;
    private long fullStatements = NEVER;
    private long measured = NEVER;

    /**
     * A watch that does not run yet.
     *
     * @param largeReadings shared with other targets: bounds what is held in memory
     */
    TargetWatch(
            String name,
            Intervals intervals,
            ServerProbes probes,
            SnapshotPublisher publisher,
            Attempts attempts,
            Semaphore largeReadings,
            InstantSource clock,
            TargetMetrics metrics) {
        this.name = name;
        this.intervals = intervals;
        this.probes = probes;
        this.publisher = publisher;
        this.attempts = attempts;
        this.largeReadings = largeReadings;
        this.clock = clock;
        this.metrics = metrics;
        this.canary = schedule("canary", intervals::canary, this::readCanary);
        this.facts = schedule("instance", intervals::instance, this::readFacts);
        this.activity = schedule("activity", this::activityInterval, this::readActivity);
        this.statements = schedule("statements", () -> whenKnown(intervals.statements()), this::readStatements);
        this.relations = schedule("relations", () -> whenKnown(intervals.relations()), this::readRelations);
    }

    void start() {
        schedules().forEach(Repeating::start);
    }

    /** Something was done in this database: look without waiting for the interval. */
    void refresh(String database) {
        activity.soon();
        if (refreshing.add(database)) {
            relations.between(AFTER_ACTION, () -> {
                refreshing.remove(database);
                if (databases.contains(database)) {
                    readRelations(database);
                }
            });
        }
    }

    /** The planner is asked between two readings. */
    void ask(PlanQuestion question) {
        if (questions.admits(question)) {
            relations.between(Duration.ZERO, () -> {
                questions.taken(question);
                if (databases.contains(question.database())) {
                    answer(question);
                }
            });
        }
    }

    private void answer(PlanQuestion question) throws InterruptedException {
        switch (attempts.attempt(LONG_LIMIT, () -> probes.plan(question))) {
            case Attempt.Done<PlanAnswer>(PlanAnswer answer) -> publisher.answer(answer);
            case Attempt.Failed<PlanAnswer>(PostgresFailure kind, Exception cause) -> {
                metrics.failed(kind);
                LOG.debug("{} gave no plan", name, cause);
            }
            case Attempt.Skipped<PlanAnswer>() -> {}
        }
    }

    private List<Repeating> schedules() {
        return List.of(canary, facts, activity, statements, relations);
    }

    private Repeating schedule(String probe, Supplier<Duration> interval, Repeating.Step step) {
        Duration first = Duration.ofMillis(RandomGenerator.getDefault().nextLong(1 + spread(interval.get())));
        return new Repeating("collect-" + name + "-" + probe, interval, first, step);
    }

    /** Many targets that begin together are spread a little. */
    private static long spread(Duration interval) {
        return Math.min(interval.toMillis() / 10, SPREAD.toMillis());
    }

    private Duration activityInterval() {
        Duration often = intervals.canary();
        return blocked && often.compareTo(intervals.activity()) < 0 ? often : intervals.activity();
    }

    /** Databases are known after the first facts: until then look again soon. */
    private Duration whenKnown(Duration interval) {
        return databases.isEmpty() ? UNTIL_KNOWN : interval;
    }

    private void readCanary() throws InterruptedException {
        switch (attempts.canary(SHORT_LIMIT, probes::canary)) {
            case Attempt.Done<Reading<Canary>>(Reading<Canary> reading) -> {
                metrics.cost("canary", reading.costMillis());
                publisher.canary(reading);
                heard();
                boolean now = reading.content().blockedSessions() > 0;
                if (now && !blocked) {
                    blocked = true;
                    activity.soon();
                }
            }
            case Attempt.Failed<Reading<Canary>>(PostgresFailure kind, Exception cause) -> {
                metrics.failed(kind);
                if (kind != PostgresFailure.BUSY) {
                    Reachability reachability = Streams.reachability(cause);
                    publisher.unreached(reachability, clock.instant());
                    lost(reachability, cause);
                }
            }
            case Attempt.Skipped<Reading<Canary>>() -> {}
        }
    }

    private void heard() {
        if (!reachable) {
            reachable = true;
            LOG.info("{} answers again", name);
            schedules().forEach(Repeating::soon);
        }
    }

    private void lost(Reachability reachability, Exception cause) {
        if (reachable) {
            reachable = false;
            String fix = reachability.fix();
            LOG.warn(
                    "{} is not reached ({}). {} {}",
                    name,
                    reachability.code(),
                    reachability.message(),
                    fix == null ? "" : fix);
        }
        LOG.debug("{} is not reached", name, cause);
    }

    private void readFacts() throws InterruptedException {
        boolean measure = System.nanoTime() - measured >= intervals.relations().toNanos();
        if (attempts.attempt(SHORT_LIMIT, () -> probes.instance(measure))
                instanceof Attempt.Done<Reading<InstanceFacts>>(Reading<InstanceFacts> reading)) {
            if (measure) {
                measured = System.nanoTime();
            }
            metrics.cost("instance", reading.costMillis());
            databases = probes.selected(reading.content());
            databaseGaps.keySet().retainAll(databases);
            publisher.retainDatabases(databases);
            publisher.facts(reading, gaps());
        }
    }

    private void readActivity() throws InterruptedException {
        if (attempts.attempt(SHORT_LIMIT, probes::activity)
                instanceof Attempt.Done<Reading<ActivityContent>>(Reading<ActivityContent> reading)) {
            metrics.cost("activity", reading.costMillis());
            blocked = reading.content().blocked();
            publisher.activity(reading);
        }
    }

    private void readStatements() throws InterruptedException {
        if (databases.isEmpty()) {
            return;
        }
        boolean full = System.nanoTime() - fullStatements >= intervals.full().toNanos();
        if (large(() -> probes.statements(databases))
                instanceof
                Attempt.Done<Reading<Optional<StatementsContent>>>(Reading<Optional<StatementsContent>> reading)) {
            metrics.cost("statements", reading.costMillis());
            Gap gap = reading.gaps().stream().findFirst().orElse(null);
            if (!Objects.equals(gap, statementsGap)) {
                statementsGap = gap;
                facts.soon();
            }
            if (reading.content().isPresent()) {
                publisher.statements(reading, reading.content().get(), full);
                fullStatements = full ? System.nanoTime() : fullStatements;
            }
        }
    }

    private void readRelations() throws InterruptedException {
        List<String> now = databases;
        fullRelations.keySet().retainAll(now);
        for (String database : now) {
            readRelations(database);
        }
    }

    private void readRelations(String database) throws InterruptedException {
        long last = fullRelations.getOrDefault(database, NEVER);
        boolean full = System.nanoTime() - last >= intervals.full().toNanos();
        switch (large(() -> probes.relations(database, full ? Depth.COUNTERS : Depth.CHANGED))) {
            case Attempt.Done<Reading<RelationsContent>>(Reading<RelationsContent> reading) -> {
                metrics.cost("relations", reading.costMillis());
                remember(database, Optional.empty());
                publisher.relations(reading, full);
                fullRelations.put(database, full ? System.nanoTime() : last);
            }
            case Attempt.Failed<Reading<RelationsContent>>(PostgresFailure kind, Exception cause) -> {
                metrics.failed(kind);
                remember(database, Optional.of(Streams.databaseGap(database, cause)));
            }
            case Attempt.Skipped<Reading<RelationsContent>>() -> {}
        }
    }

    private <T> Attempt<T> large(Callable<T> reading) throws InterruptedException {
        largeReadings.acquire();
        try {
            return attempts.attempt(LONG_LIMIT, reading);
        } finally {
            largeReadings.release();
        }
    }

    /** A gap travels with the facts of the server; one that came or went is told at once. */
    private void remember(String database, Optional<Gap> gap) {
        Gap before = gap.isPresent() ? databaseGaps.put(database, gap.get()) : databaseGaps.remove(database);
        if (!gap.equals(Optional.ofNullable(before))) {
            facts.soon();
        }
    }

    private List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>(databaseGaps.values());
        Gap statement = statementsGap;
        if (statement != null) {
            gaps.add(statement);
        }
        gaps.sort(Comparator.comparing(Gap::probe).thenComparing(gap -> String.valueOf(gap.database())));
        return gaps;
    }

    /** Returns at once: nothing is published any more, and what still runs is interrupted. */
    @Override
    public void close() {
        publisher.stop();
        schedules().forEach(Repeating::close);
        metrics.remove();
    }
}
