package dev.tickbird.analyzer.delta;

import dev.tickbird.analyzer.rule.MatviewAge;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a materialized view's last refresh. The server keeps no time of it: a new file tells of a refresh, and so do
 * rows that a concurrent one wrote.
 *
 * @param at when we saw it, or began to watch
 * @param seen whether it was seen, or only is not older than our watch
 * @param filenode the view's file then
 * @param written rows ever written to the view then
 * @param bases rows ever changed then in what it reads, by oid
 */
public record MatviewRefresh(Instant at, boolean seen, long filenode, long written, Map<String, Long> bases) {
    public MatviewRefresh {
        bases = Immutable.map(bases);
    }

    /** The memory after another reading; a base whose counters fell counts from now on. */
    public static MatviewRefresh after(
            @Nullable MatviewRefresh before,
            TableDocument view,
            Instant at,
            LongFunction<@Nullable TableCounters> counters) {
        long filenode = view.storage().filenode();
        long written = changed(view.counters());
        Map<String, Long> now = bases(view, counters);
        boolean refreshed = before != null && (before.filenode != filenode || written > before.written);
        if (before == null || refreshed) {
            return new MatviewRefresh(at, refreshed, filenode, written, now);
        }
        Map<String, Long> bases = new HashMap<>();
        now.forEach((oid, rows) -> {
            Long then = before.bases.get(oid);
            bases.put(oid, then == null || rows < then ? rows : then);
        });
        return new MatviewRefresh(before.at, before.seen, filenode, written, bases);
    }

    /** How old it is, and how much changed since. */
    public MatviewAge age(TableDocument view, LongFunction<@Nullable TableCounters> counters) {
        Map<String, Long> now = bases(view, counters);
        long rows = now.entrySet().stream()
                .mapToLong(base -> Math.max(0, base.getValue() - bases.getOrDefault(base.getKey(), base.getValue())))
                .sum();
        return new MatviewAge(at, seen, rows);
    }

    private static Map<String, Long> bases(TableDocument view, LongFunction<@Nullable TableCounters> counters) {
        Map<String, Long> bases = new HashMap<>();
        for (long oid : view.readsFrom()) {
            TableCounters known = counters.apply(oid);
            if (known != null) {
                bases.put(Long.toString(oid), changed(known));
            }
        }
        return bases;
    }

    private static long changed(@Nullable TableCounters counters) {
        return counters == null ? 0 : counters.inserted() + counters.updated() + counters.deleted();
    }
}
