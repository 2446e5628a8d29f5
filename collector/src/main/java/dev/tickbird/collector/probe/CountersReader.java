package dev.tickbird.collector.probe;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the counters of one database, and keeps those of tables that nobody used since. Counters of a table and of its indexes may arrive one after
 * the other, so a table that was used is read once more after it came to rest. Not safe for use by many threads.
 */
final class CountersReader {
    /** From here on to ask for all costs less. */
    private static final int LEAST_AT_REST = 4;

    private @Nullable Last last;

    private record Pulse(boolean locked, long pulse) {}

    /** The reading before. */
    private record Last(Counters counters, Map<Long, Pulse> pulses, Set<Long> used) {}

    /**
     * Reads once.
     *
     * @param definitions of the tables
     * @param all whether to read those of every table
     */
    Counters read(Asking asking, Definitions definitions, boolean all) throws SQLException {
        Last before = last;
        last = null;
        if (!asking.supports(Query.RELATIONS_PULSE)) {
            return Counters.read(asking);
        }
        // first: what is used while the counters are read is used for the next reading too
        Map<Long, Pulse> pulses = pulses(asking);
        Set<Long> used = before == null ? Set.of() : used(before.pulses(), pulses);
        Counters counters;
        if (all || before == null) {
            counters = Counters.read(asking);
        } else {
            Set<Long> some = new HashSet<>(used);
            some.addAll(before.used());
            some.retainAll(pulses.keySet());
            counters = some.size() > pulses.size() / LEAST_AT_REST
                    ? Counters.read(asking)
                    : before.counters().readAgain(asking, definitions, pulses.keySet(), some);
        }
        last = new Last(counters, pulses, used);
        return counters;
    }

    private static Map<Long, Pulse> pulses(Asking asking) throws SQLException {
        Map<Long, Pulse> pulses = new HashMap<>();
        asking.rows(
                Query.RELATIONS_PULSE,
                row -> pulses.put(
                                row.getLong("relation_oid"), new Pulse(row.getBoolean("locked"), row.getLong("pulse")))
                        == null);
        return pulses;
    }

    private static Set<Long> used(Map<Long, Pulse> before, Map<Long, Pulse> now) {
        Set<Long> used = new HashSet<>();
        now.forEach((oid, pulse) -> {
            if (!pulse.equals(before.get(oid))) {
                used.add(oid);
            }
        });
        return used;
    }
}
