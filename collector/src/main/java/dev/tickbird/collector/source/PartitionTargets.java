package dev.tickbird.collector.source;

import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The targets of one partition as far as it was read. A re-reading builds a new list beside the one in force; a target whose newest record cannot be
 * trusted keeps the settings in force. Not safe for use by many threads.
 */
final class PartitionTargets {
    private final Map<String, TargetSpec> inForce = new HashMap<>();
    private final Map<String, TargetSpec> reading = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private long end;
    private boolean behind;

    /** Begins to read from the start; what was read counts when {@code end} is reached. */
    void begin(long newEnd) {
        reading.clear();
        refused.clear();
        end = newEnd;
        behind = true;
    }

    boolean isBehind() {
        return behind;
    }

    /** Takes a record; true when the list in force changed by it. */
    boolean take(String key, TargetVerdict verdict) {
        Map<String, TargetSpec> list = behind ? reading : inForce;
        return switch (verdict) {
            case TargetVerdict.Accepted(TargetSpec target) -> {
                refused.remove(key);
                TargetSpec newest = newest(list.get(key), newest(inForce.get(key), target));
                yield !newest.equals(list.put(key, newest)) && !behind;
            }
            case TargetVerdict.Removed() -> {
                refused.remove(key);
                yield list.remove(key) != null && !behind;
            }
            case TargetVerdict.Refused refusal -> {
                refused.add(key);
                yield false;
            }
        };
    }

    /** An older revision was signed too, but long ago: whoever writes it again must not bring it back. */
    private static TargetSpec newest(@Nullable TargetSpec known, TargetSpec other) {
        return known != null && known.revision() > other.revision() ? known : other;
    }

    /** True once, when the end that was noted is reached. */
    boolean reached(long position) {
        if (!behind || position < end) {
            return false;
        }
        refused.forEach(key -> {
            TargetSpec known = inForce.get(key);
            if (known != null) {
                reading.putIfAbsent(key, known);
            }
        });
        inForce.clear();
        inForce.putAll(reading);
        reading.clear();
        behind = false;
        return true;
    }

    Collection<TargetSpec> all() {
        return List.copyOf(inForce.values());
    }
}
