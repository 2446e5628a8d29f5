package dev.tickbird.analyzer.delta;

import dev.tickbird.analyzer.rule.DatabaseDelta;
import dev.tickbird.schemas.snapshot.DatabaseCounters;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What happened in databases between two readings. */
public final class DatabaseDeltas {
    private DatabaseDeltas() {}

    /** By oid; without the databases that are new or whose counters began anew. */
    public static Map<Long, DatabaseDelta> between(InstanceFacts before, InstanceFacts now, Duration window) {
        Map<Long, DatabaseCounters> earlier = new HashMap<>();
        before.databases().forEach(database -> earlier.put(database.oid(), database.counters()));
        Map<Long, DatabaseDelta> deltas = new HashMap<>();
        for (DatabaseFacts database : now.databases()) {
            DatabaseCounters counters = earlier.get(database.oid());
            if (counters != null) {
                between(counters, database.counters(), window).ifPresent(delta -> deltas.put(database.oid(), delta));
            }
        }
        return deltas;
    }

    /** Empty after a reset, also one that only a falling counter tells of. */
    static Optional<DatabaseDelta> between(DatabaseCounters before, DatabaseCounters now, Duration window) {
        boolean fell = now.commits() < before.commits()
                || now.rollbacks() < before.rollbacks()
                || now.blocksRead() < before.blocksRead()
                || now.blocksHit() < before.blocksHit()
                || now.deadlocks() < before.deadlocks()
                || now.tempBytes() < before.tempBytes();
        if (fell || !Objects.equals(before.statsReset(), now.statsReset()) || window.isNegative() || window.isZero()) {
            return Optional.empty();
        }
        return Optional.of(new DatabaseDelta(
                window,
                now.commits() - before.commits(),
                now.rollbacks() - before.rollbacks(),
                now.blocksRead() - before.blocksRead(),
                now.blocksHit() - before.blocksHit(),
                now.deadlocks() - before.deadlocks(),
                Math.max(0, now.tempFiles() - before.tempFiles()),
                now.tempBytes() - before.tempBytes()));
    }
}
