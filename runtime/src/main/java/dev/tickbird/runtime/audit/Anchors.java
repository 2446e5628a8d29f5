package dev.tickbird.runtime.audit;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.ChainHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the lines of an anchor file add up to. After an acceptance the heads before it are not compared any more, but the chain still goes
 * on after them: what is missing stays a hole that can be seen. Used by one thread at a time.
 */
public final class Anchors {
    private final Map<String, ChainHead> compared = new HashMap<>();
    private final Map<String, ChainHead> furthest = new HashMap<>();
    private final Map<String, Long> acceptedUpTo = new HashMap<>();
    private final Map<InstanceId, String> blocked = new HashMap<>();
    private final Map<InstanceId, AnchorLine.Acceptance> accepted = new HashMap<>();
    private final List<ChainHead> history = new ArrayList<>();

    void add(AnchorLine line) {
        ChainHead head = line.head();
        if (head != null) {
            compared.put(head.key(), head);
            furthest.merge(head.key(), head, (one, other) -> other.sequence() > one.sequence() ? other : one);
            history.add(head);
            if (head.sequence() > acceptedUpTo(head.key())) {
                accepted.remove(head.instance());
            }
        }
        if (line.blocked() != null) {
            blocked.put(line.instance(), line.blocked());
            accepted.remove(line.instance());
        }
        if (line.accepted() != null) {
            accept(line.instance(), line.accepted());
        }
    }

    private void accept(InstanceId instance, AnchorLine.Acceptance acceptance) {
        blocked.remove(instance);
        accepted.put(instance, acceptance);
        compared.values().removeIf(head -> head.instance().equals(instance));
        furthest.values().stream()
                .filter(head -> head.instance().equals(instance))
                .forEach(head -> acceptedUpTo.put(head.key(), head.sequence()));
    }

    /** The heads that the topics must still know. */
    public Collection<ChainHead> compared() {
        return compared.values();
    }

    /** Every head that was ever written down. */
    public List<ChainHead> history() {
        return history;
    }

    /** Of every chain the head that was furthest, accepted as lost or not. */
    public Collection<ChainHead> furthest() {
        return furthest.values();
    }

    /** Up to which sequence somebody accepted that the chain has holes; -1 for none. */
    public long acceptedUpTo(String key) {
        return acceptedUpTo.getOrDefault(key, -1L);
    }

    public Map<InstanceId, String> blocked() {
        return blocked;
    }

    /** The acceptance that holds: no chain of the instance went on since, and it was not blocked again. */
    public Optional<AnchorLine.Acceptance> accepted(InstanceId instance) {
        return Optional.ofNullable(accepted.get(instance));
    }
}
