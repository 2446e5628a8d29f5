package dev.tickbird.runtime.fleet;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.UnreadableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The topic {@code targets} as far as it was read. Filled by one thread, asked by many. */
public final class KnownTargets {
    /** Why a tombstone changes nothing. */
    public static final String ERASED =
            "a tombstone carries no signature: an instance leaves by 'tickbird fleet apply', which signs its removal";

    private final FleetReader reader;
    private final Map<String, TargetEntry> entries = new ConcurrentHashMap<>();

    public KnownTargets(FleetReader reader) {
        this.reader = reader;
    }

    /** Takes a record; present when it changes nothing, with the reason. */
    public Optional<String> take(@Nullable String key, byte @Nullable [] value) {
        if (key == null) {
            return Optional.of("a target needs a key");
        }
        if (value == null) {
            boolean nothingToErase = !InstanceId.isName(key) || entries.get(key) instanceof TargetEntry.Removed;
            return nothingToErase ? Optional.empty() : Optional.of(ERASED);
        }
        try {
            TargetEntry entry = reader.target(key, value);
            TargetEntry known = entries.get(key);
            if (!entry.replaces(known)) {
                return Optional.of("it is of revision " + entry.revision() + ", older than what is known");
            }
            entries.put(key, entry);
            return Optional.empty();
        } catch (UnreadableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    public Optional<TargetSpec> find(InstanceId instance) {
        return entries.get(instance.value()) instanceof TargetEntry.Watched(TargetSpec target)
                ? Optional.of(target)
                : Optional.empty();
    }

    /** Those that are watched. */
    public List<TargetSpec> all() {
        return entries.values().stream()
                .filter(TargetEntry.Watched.class::isInstance)
                .map(entry -> ((TargetEntry.Watched) entry).target())
                .toList();
    }

    /** The highest revision of all, removals included; 0 for none. */
    public long revision() {
        return entries.values().stream().mapToLong(TargetEntry::revision).max().orElse(0);
    }
}
