package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.delta.FactsReading;
import dev.tickbird.analyzer.delta.IdleSlots;
import dev.tickbird.analyzer.delta.SettingChanges;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.IdleSlot;
import dev.tickbird.analyzer.rule.SettingChange;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is true of one server, its databases and settings, held against the reading before. */
final class FactsHandler {
    /** Probes without which settings are missing that are there. */
    private static final Set<String> SETTINGS = Set.of("instance.identity", "instance.settings");

    private static final String SLOTS = "instance.slots";

    private FactsHandler() {}

    static void handle(
            SnapshotHeader header,
            InstanceFacts facts,
            InstanceState.Draft instance,
            Workspace work,
            Evaluator evaluator) {
        FactsReading now = FactsReading.of(header, facts);
        FactsReading before = before(instance, work);
        FactsMemory memory = remember(header, now, before, instance);
        instance.facts = memory;
        work.facts.put(instance.instance.value(), facts);
        boolean elsewhere = ClusterView.of(instance, work).judgedElsewhere(facts);
        FactsCase factsCase = now.against(before, Views.of(instance, work), header.gaps(), memory.changes())
                .judgedElsewhere(elsewhere);
        FindingsDesk desk = new FindingsDesk(work, instance);
        if (elsewhere) {
            desk.moved(Scopes.RELATIONS);
        }
        Duration interval = Views.intervals(instance).instance();
        desk.gather(false);
        desk.apply(Scopes.FACTS, evaluator.facts(factsCase), interval);
        desk.tell(
                new RollUpScope(Scopes.FACTS + "/", Scopes.FACTS_ROLL_UPS, scope -> null),
                evaluator.rules().rules(),
                interval);
    }

    private static boolean read(FactsReading reading) {
        return !reading.facts().settings().isEmpty();
    }

    private static @Nullable FactsReading before(InstanceState.Draft instance, Workspace work) {
        InstanceFacts facts = work.facts.get(instance.instance.value());
        FactsMemory memory = instance.facts;
        return facts == null || memory == null ? null : new FactsReading(facts, memory.at(), memory.epoch());
    }

    /** What a login did not see yesterday is no change today. */
    private static FactsMemory remember(
            SnapshotHeader header, FactsReading now, @Nullable FactsReading before, InstanceState.Draft instance) {
        boolean whole = header.gaps().stream().noneMatch(gap -> SETTINGS.contains(gap.probe()));
        FactsMemory memory = instance.facts;
        Map<String, SettingChange> known = memory == null ? Map.of() : memory.changes();
        Map<String, SettingChange> changes =
                memory != null && memory.whole() == whole && before != null && read(now) && read(before)
                        ? SettingChanges.after(
                                known, before.facts().settings(), now.facts().settings(), now.at())
                        : known;
        boolean slotsSeen = header.gaps().stream().noneMatch(gap -> gap.probe().equals(SLOTS));
        Map<String, IdleSlot> idle = memory == null ? Map.of() : memory.idleSlots();
        return new FactsMemory(
                now.at(),
                now.epoch(),
                whole,
                changes,
                slotsSeen ? IdleSlots.after(idle, now.facts().slots(), now.at()) : idle);
    }
}
