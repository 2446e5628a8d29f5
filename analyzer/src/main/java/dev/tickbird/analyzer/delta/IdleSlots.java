package dev.tickbird.analyzer.delta;

import dev.tickbird.analyzer.rule.IdleSlot;
import dev.tickbird.analyzer.rule.Slots;
import dev.tickbird.schemas.snapshot.SlotFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Since when nobody has used a slot: before 17 the server does not say. */
public final class IdleSlots {
    private IdleSlots() {}

    /**
     * Those that are not in use. One that has moved was used between two looks.
     *
     * @param known those that were remembered
     */
    public static Map<String, IdleSlot> after(Map<String, IdleSlot> known, List<SlotFacts> slots, Instant at) {
        Map<String, IdleSlot> idle = new HashMap<>();
        for (SlotFacts slot : slots) {
            IdleSlot before = known.get(slot.name());
            if (!slot.active()) {
                Instant since = before != null && stands(before, slot) ? before.since() : at;
                idle.put(slot.name(), new IdleSlot(slot.restartLsn(), slot.confirmedFlushLsn(), since));
            }
        }
        return idle;
    }

    /** A slot that the server gave up has no position any more, and nobody has moved it. */
    private static boolean stands(IdleSlot before, SlotFacts slot) {
        return (Objects.equals(before.restartLsn(), slot.restartLsn()) || Slots.lost(slot))
                && Objects.equals(before.confirmedFlushLsn(), slot.confirmedFlushLsn());
    }
}
