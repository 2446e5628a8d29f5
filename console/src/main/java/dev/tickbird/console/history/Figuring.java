package dev.tickbird.console.history;

import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.SlotFacts;
import dev.tickbird.schemas.snapshot.StandbyFacts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of a snapshot: levels as they are, counters as rates since the facts before. */
final class Figuring {
    private static final double ALL = 100;

    private final Map<Metric, @Nullable Double> figures = new EnumMap<>(Metric.class);

    private Figuring() {}

    /**
     * What this snapshot says. A metric that belongs to it and is not known is null; others are missing.
     *
     * @param before the facts before these; null where there are none
     */
    static Map<Metric, @Nullable Double> of(InstanceSnapshot snapshot, @Nullable ReadFacts before) {
        Figuring figuring = new Figuring();
        figuring.figures.put(Metric.UP, snapshot.reachability().reachable() ? ALL : 0);
        Canary canary = snapshot.canary();
        if (canary != null) {
            figuring.canary(canary);
        }
        InstanceFacts facts = snapshot.facts();
        if (facts != null) {
            figuring.levels(facts);
            figuring.rates(Rates.between(before, new ReadFacts(snapshot.header(), facts)));
        }
        return figuring.figures;
    }

    private void canary(Canary canary) {
        figures.put(Metric.RESPONSE, Math.max(0, canary.statementMillis() - canary.networkMillis()));
        figures.put(Metric.BLOCKED, (double) canary.blockedSessions());
    }

    private void levels(InstanceFacts facts) {
        figures.put(Metric.CONNECTIONS, (double) facts.connections().total());
        figures.put(Metric.ACTIVE, (double) facts.connections().active());
        figures.put(Metric.XID_AGE, highest(facts, database -> (double) facts.xidAge(database.frozenXid())));
        figures.put(
                Metric.MULTIXACT_AGE,
                facts.nextMultiXact() == null
                        ? null
                        : highest(facts, database -> (double) facts.multiXactAge(database.minMultiXact())));
        figures.put(Metric.SIZE, size(facts));
        figures.put(
                Metric.LAG,
                orNull(facts.standbys().stream()
                        .map(StandbyFacts::lagBytes)
                        .filter(Objects::nonNull)
                        .mapToDouble(Long::doubleValue)
                        .max()));
        figures.put(
                Metric.LAG_TIME,
                orNull(facts.standbys().stream()
                        .map(StandbyFacts::replayLagMillis)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .max()));
        figures.put(
                Metric.RETAINED,
                orNull(facts.slots().stream()
                        .map(SlotFacts::retainedBytes)
                        .filter(Objects::nonNull)
                        .mapToDouble(Long::doubleValue)
                        .max()));
    }

    private void rates(Rates rates) {
        figures.put(Metric.TRANSACTIONS, rates.transactions());
        figures.put(Metric.ROLLBACKS, rates.rollbacks());
        figures.put(Metric.WRITES, rates.writes());
        figures.put(Metric.BLOCK_READS, rates.blockReads());
        figures.put(Metric.CACHE_HITS, rates.cacheHits());
        figures.put(Metric.TEMP, rates.temp());
        figures.put(Metric.WAL, rates.wal());
    }

    /** The sum over databases; null where the size of one is not known, for it would be too small. */
    private static @Nullable Double size(InstanceFacts facts) {
        double sum = 0;
        for (DatabaseFacts database : facts.databases()) {
            Long bytes = database.sizeBytes();
            if (bytes == null) {
                return null;
            }
            sum += bytes;
        }
        return facts.databases().isEmpty() ? null : sum;
    }

    private static @Nullable Double highest(InstanceFacts facts, Function<DatabaseFacts, Double> value) {
        return orNull(facts.databases().stream()
                .map(value)
                .mapToDouble(Double::doubleValue)
                .max());
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
