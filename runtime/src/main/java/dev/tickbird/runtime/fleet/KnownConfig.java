package dev.tickbird.runtime.fleet;

import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.PauseLift;
import dev.tickbird.schemas.fleet.PauseScope;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The topic {@code config} as far as it was read. What cannot be read may have taken a pause's place, which needs no signature while
 * lifting one does: so it pauses. Filled by one thread, asked by many.
 */
public final class KnownConfig {
    private static final int LONGEST_KEY = 100;

    private final FleetReader reader;
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final Set<String> lifted = ConcurrentHashMap.newKeySet();
    private final Map<String, ConfigEntry.Standing> standing = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile FleetPolicy policy = FleetPolicy.EMPTY;

    public KnownConfig(FleetReader reader) {
        this.reader = reader;
    }

    /** Takes a record; present when it is not what somebody with a key wrote, with the reason. */
    public Optional<String> take(@Nullable String key, byte @Nullable [] value) {
        if (key == null) {
            return Optional.of("an entry needs a key");
        }
        if (StandingApproval.isKey(key)) {
            return standing(key, value);
        }
        if (value == null) {
            return erased(key);
        }
        try {
            return switch (reader.config(key, value)) {
                case ConfigEntry.Policy(FleetPolicy next) -> follow(next);
                case ConfigEntry.Paused(Pause pause) -> {
                    lifted.remove(key);
                    pauses.put(key, pause);
                    yield Optional.empty();
                }
                case ConfigEntry.Lifted(PauseLift lift) -> lift(key, lift);
                case ConfigEntry.Standing misplaced -> Optional.of("it stands under another key than its own");
            };
        } catch (UnreadableException e) {
            if (!key.equals(FleetPolicy.KEY)) {
                pauses.put(key, standIn(key, "cannot be read"));
            }
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** No pause ever stood under such a key. What cannot be read approves nothing, and whatever stands in the place of an end is one. */
    private Optional<String> standing(String key, byte @Nullable [] value) {
        Optional<String> ended = StandingApproval.revokedBy(key);
        if (ended.isPresent()) {
            revoked.add(ended.get());
            return Optional.empty();
        }
        standing.values().removeIf(known -> known.approval().key().equals(key));
        if (value == null) {
            return Optional.of("a standing approval was erased: it approves nothing any more");
        }
        try {
            if (reader.config(key, value) instanceof ConfigEntry.Standing found) {
                standing.put(found.approval().id(), found);
                return Optional.empty();
            }
            return Optional.of("it is no standing approval");
        } catch (UnreadableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> follow(FleetPolicy next) {
        if (next.revision() < policy.revision()) {
            return Optional.of("it is of revision " + next.revision() + ", older than " + policy.revision()
                    + " which is in force");
        }
        policy = next;
        return Optional.empty();
    }

    /** A pause that began later stands. */
    private Optional<String> lift(String key, PauseLift lift) {
        Pause known = pauses.get(key);
        if (known != null && known.at().isAfter(lift.at())) {
            return Optional.of("the pause began after it was lifted");
        }
        pauses.remove(key);
        lifted.add(key);
        return Optional.empty();
    }

    private Optional<String> erased(String key) {
        if (!key.equals(FleetPolicy.KEY) && !lifted.contains(key)) {
            pauses.putIfAbsent(key, standIn(key, "was erased"));
        }
        return Optional.of("a tombstone carries no signature: a pause ends by 'tickbird resume'");
    }

    /** Since when is not known: any lift ends it. */
    private static Pause standIn(String key, String what) {
        String shown = key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "…" : key;
        String reason = "the entry " + shown + " " + what;
        return new Pause(PauseScope.FLEET, null, "an unreadable config entry", reason, Instant.EPOCH);
    }

    /** {@link FleetPolicy#EMPTY}, of revision 0, before one was read. */
    public FleetPolicy policy() {
        return policy;
    }

    /** All standing approvals that were signed by whom they name, those that have ended among them. */
    public Collection<ConfigEntry.Standing> standing() {
        return List.copyOf(standing.values());
    }

    /** The standing approval with that id, unless it was revoked. */
    public Optional<ConfigEntry.Standing> standing(String id) {
        return revoked.contains(id) ? Optional.empty() : Optional.ofNullable(standing.get(id));
    }

    /** Those in force, by their keys. */
    public Map<String, Pause> pauses() {
        return Map.copyOf(pauses);
    }
}
