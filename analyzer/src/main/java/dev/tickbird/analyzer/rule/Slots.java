package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.SlotFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What rules about replication slots share. */
public final class Slots {
    /** For how long nobody must have used a slot before it counts as abandoned. */
    public static final Duration ABANDONED = Duration.ofHours(24);

    public static final String RULE = "replication.slot";

    private Slots() {}

    /** Whether the WAL that it needs is gone: its consumer cannot go on. */
    public static boolean lost(SlotFacts slot) {
        return "lost".equals(slot.walStatus());
    }

    /** For how long nobody has used it, as far as is known; zero for one in use. */
    public static Duration idle(InstanceView instance, SlotFacts slot, Instant at) {
        if (slot.active()) {
            return Duration.ZERO;
        }
        IdleSlot seen = instance.idleSlots().get(slot.name());
        Instant since = slot.inactiveSince() != null ? slot.inactiveSince() : seen == null ? null : seen.since();
        return Sessions.age(since, at);
    }

    /** The finding that says that the slot is abandoned, where that is so. */
    public static Optional<FindingId> abandoned(InstanceView instance, String name, Instant at) {
        return instance.facts() == null
                ? Optional.empty()
                : instance.facts().slots().stream()
                        .filter(slot -> slot.name().equals(name) && judged(slot))
                        .filter(slot -> idle(instance, slot, at).compareTo(ABANDONED) >= 0)
                        .map(slot -> Finding.id(RULE, instance.instance(), new Subject.Slot(name)))
                        .findFirst();
    }

    /** Not one that ends with its session, that a standby keeps as a copy, or that holds nothing. */
    public static boolean judged(SlotFacts slot) {
        boolean holds = slot.retainedBytes() != null || slot.xminAge() != null || slot.catalogXminAge() != null;
        return !slot.temporary() && !Boolean.TRUE.equals(slot.synced()) && (holds || lost(slot));
    }
}
