package dev.tickbird.analyzer.topology;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keys by the time at which they have to be looked at. Not for more than one thread. */
final class Deadlines {
    private final Map<String, Deadline> known = new HashMap<>();
    private final TreeSet<Deadline> ordered =
            new TreeSet<>(Comparator.comparing(Deadline::at).thenComparing(Deadline::key));

    private record Deadline(Instant at, String key) {}

    /** Null forgets it. */
    void put(String key, @Nullable Instant at) {
        Deadline before = known.remove(key);
        if (before != null) {
            ordered.remove(before);
        }
        if (at != null) {
            Deadline deadline = new Deadline(at, key);
            known.put(key, deadline);
            ordered.add(deadline);
        }
    }

    /** Those whose time has come, in their order. */
    List<String> until(Instant now) {
        return ordered.stream()
                .takeWhile(deadline -> !deadline.at().isAfter(now))
                .map(Deadline::key)
                .toList();
    }
}
