package dev.tickbird.console.history;

import dev.tickbird.schemas.snapshot.DatabaseCounters;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.WalFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How fast a server's counters went between two looks, each per second. All are null where they cannot be told: nothing to compare with,
 * another server under the same name, too long a time between, counters that began anew. Never negative.
 *
 * @param cacheHits of all blocks that were asked for, how many percent were in shared buffers; null also when none was asked for
 */
record Rates(
        @Nullable Double transactions,
        @Nullable Double rollbacks,
        @Nullable Double writes,
        @Nullable Double blockReads,
        @Nullable Double cacheHits,
        @Nullable Double temp,
        @Nullable Double wal) {
    private static final Rates UNKNOWN = new Rates(null, null, null, null, null, null, null);
    /** An average over more hides what it should show. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final double MILLIS = 1000;
    private static final double ALL = 100;

    static Rates between(@Nullable ReadFacts before, ReadFacts now) {
        if (before == null || !sameServer(before, now)) {
            return UNKNOWN;
        }
        Duration between =
                Duration.between(before.header().takenAt(), now.header().takenAt());
        if (!between.isPositive() || between.compareTo(LONGEST) > 0) {
            return UNKNOWN;
        }
        double seconds = between.toMillis() / MILLIS;
        Double wal = wal(before.facts().wal(), now.facts().wal(), seconds);
        Sums sums = Sums.between(before, now);
        if (sums == null) {
            return new Rates(null, null, null, null, null, null, wal);
        }
        long asked = sums.hits + sums.reads;
        return new Rates(
                (sums.commits + sums.rollbacks) / seconds,
                sums.rollbacks / seconds,
                sums.writes / seconds,
                sums.reads / seconds,
                asked == 0 ? null : ALL * sums.hits / asked,
                sums.temp / seconds,
                wal);
    }

    /** A promoted standby writes another timeline from the position where it was. */
    private static boolean sameServer(ReadFacts before, ReadFacts now) {
        return Objects.equals(before.header().systemIdentifier(), now.header().systemIdentifier())
                && before.facts().inRecovery() == now.facts().inRecovery();
    }

    private static @Nullable Double wal(@Nullable WalFacts before, @Nullable WalFacts now, double seconds) {
        if (before == null || now == null || now.position() < before.position()) {
            return null;
        }
        return (now.position() - before.position()) / seconds;
    }

    private static final class Sums {
        private long commits;
        private long rollbacks;
        private long writes;
        private long reads;
        private long hits;
        private long temp;

        /** Over databases that were there both times; null when the counters of one began anew. */
        static @Nullable Sums between(ReadFacts before, ReadFacts now) {
            Map<Long, DatabaseCounters> earlier = new HashMap<>();
            for (DatabaseFacts database : before.facts().databases()) {
                earlier.put(database.oid(), database.counters());
            }
            Sums sums = new Sums();
            for (DatabaseFacts database : now.facts().databases()) {
                DatabaseCounters first = earlier.get(database.oid());
                if (first != null && !sums.add(first, database.counters())) {
                    return null;
                }
            }
            return sums;
        }

        private boolean add(DatabaseCounters first, DatabaseCounters second) {
            if (!Objects.equals(first.statsReset(), second.statsReset())) {
                return false;
            }
            long[] steps = {
                step(first, second, DatabaseCounters::commits),
                step(first, second, DatabaseCounters::rollbacks),
                step(first, second, DatabaseCounters::inserted),
                step(first, second, DatabaseCounters::updated),
                step(first, second, DatabaseCounters::deleted),
                step(first, second, DatabaseCounters::blocksRead),
                step(first, second, DatabaseCounters::blocksHit),
                step(first, second, DatabaseCounters::tempBytes)
            };
            for (long step : steps) {
                if (step < 0) {
                    return false;
                }
            }
            commits += steps[0];
            rollbacks += steps[1];
            writes += steps[2] + steps[3] + steps[4];
            reads += steps[5];
            hits += steps[6];
            temp += steps[7];
            return true;
        }

        private static long step(
                DatabaseCounters first, DatabaseCounters second, ToLongFunction<DatabaseCounters> counter) {
            return counter.applyAsLong(second) - counter.applyAsLong(first);
        }
    }
}
