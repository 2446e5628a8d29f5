package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.IdleSlot;
import dev.tickbird.analyzer.rule.SettingChange;
import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import java.util.Map;

/**
 * What is remembered of the last facts beside them.
 *
 * @param at when they were read
 * @param epoch the mark of the epoch of their counters
 * @param whole whether our login saw every setting
 * @param changes settings that changed in the last day, by name
 * @param idleSlots replication slots that nobody uses, by name
 */
public record FactsMemory(
        Instant at, int epoch, boolean whole, Map<String, SettingChange> changes, Map<String, IdleSlot> idleSlots) {
    public FactsMemory {
        changes = Immutable.map(changes);
        idleSlots = Immutable.map(idleSlots);
    }
}
