package dev.tickbird.collector.source;

import dev.tickbird.runtime.fleet.TargetEntry;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The targets of one partition as far as it was read. Only what is signed changes anything, and never back to an older revision: so a
 * re-reading may go on over the list in force. Not safe for use by many threads.
 */
final class PartitionTargets {
    private final Map<String, TargetEntry> entries = new HashMap<>();
    private long end;
    private boolean behind;

    /** Begins to read from the start; what was read counts when {@code end} is reached. */
    void begin(long newEnd) {
        end = newEnd;
        behind = true;
    }

    boolean isBehind() {
        return behind;
    }

    /** Takes a record; true when the list in force changed by it. */
    boolean take(String key, TargetVerdict verdict) {
        if (!(verdict instanceof TargetVerdict.Accepted(TargetEntry entry)) || !entry.replaces(entries.get(key))) {
            return false;
        }
        return !entry.equals(entries.put(key, entry)) && !behind;
    }

    /** True once, when the end that was noted is reached. */
    boolean reached(long position) {
        if (!behind || position < end) {
            return false;
        }
        behind = false;
        return true;
    }

    Collection<TargetSpec> all() {
        return entries.values().stream()
                .filter(TargetEntry.Watched.class::isInstance)
                .map(entry -> ((TargetEntry.Watched) entry).target())
                .toList();
    }
}
