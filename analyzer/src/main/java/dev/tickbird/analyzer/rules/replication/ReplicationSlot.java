package dev.tickbird.analyzer.rules.replication;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Slots;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.SlotFacts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A replication slot that keeps WAL for a consumer that is late, or gone. */
@AutoService(Rule.class)
public final class ReplicationSlot implements Rule.OfFacts {
    private static final String FOR = "for";
    private static final String ABANDONED = "abandoned-after";
    private static final String WARNING = "retained-warning";
    private static final String CRITICAL = "retained-critical";
    private static final double GIGABYTE = 1024.0 * 1024 * 1024;
    private static final String SLOTS = "instance.slots";
    private static final String MANAGER = "instance.manager";

    private static final RuleInfo INFO = RuleInfo.of(
            Slots.RULE,
            "A replication slot that keeps much WAL, is about to lose or has lost what it needs, or that nobody has used for long.",
            "Short stops, temporary slots, copies of the primary's slots on a standby, and slots that hold nothing.",
            Threshold.duration(FOR, Duration.ofMinutes(10), "how long it must hold"),
            Threshold.duration(
                    ABANDONED, Slots.ABANDONED, "without use from which it is a warning, and dropping it is proposed"),
            Threshold.number(WARNING, 5 * GIGABYTE, Unit.BYTES, "WAL that it keeps from which it is a warning"),
            Threshold.number(CRITICAL, 20 * GIGABYTE, Unit.BYTES, "the same, from which it is critical"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(FactsCase facts, Thresholds thresholds) {
        Optional<Gap> unseen = facts.gap(SLOTS);
        return unseen.isPresent()
                ? List.of(new Verdict.Unknown(
                        new Subject.Instance(),
                        unseen.get().reason(),
                        unseen.get().fix()))
                : facts.facts().slots().stream()
                        .filter(Slots::judged)
                        .flatMap(slot -> evaluate(facts, slot, thresholds).stream())
                        .toList();
    }

    private static Optional<Verdict> evaluate(FactsCase facts, SlotFacts slot, Thresholds thresholds) {
        Duration idle = Slots.idle(facts.instance(), slot, facts.at());
        boolean abandoned = idle.compareTo(thresholds.duration(ABANDONED)) >= 0;
        long retained = slot.retainedBytes() == null ? 0 : slot.retainedBytes();
        boolean endangered = "unreserved".equals(slot.walStatus());
        boolean warning = abandoned || Slots.lost(slot) || retained >= thresholds.number(WARNING);
        boolean critical = endangered || retained >= thresholds.number(CRITICAL);
        if (!warning && !critical) {
            return Optional.empty();
        }
        Problems problem = Problems.about(new Subject.Slot(slot.name()))
                .level(critical ? Severity.CRITICAL : Severity.WARNING, thresholds.duration(FOR))
                .since(slot.inactiveSince())
                .title(title(slot, retained, idle, abandoned, endangered))
                .explanation(explanation(slot, idle))
                .evidence(Measure.of("slot.retained", retained, Unit.BYTES)
                        .against(Math.round(thresholds.number(critical ? CRITICAL : WARNING))))
                .evidence(Measure.of("slot.idle", idle.toSeconds(), Unit.SECONDS)
                        .against(thresholds.duration(ABANDONED).toSeconds()))
                .remedy(remedy(facts, slot, abandoned));
        if (slot.safeWalBytes() != null && slot.restartLsn() != null) {
            problem.evidence(Measure.of("slot.safe-wal", slot.safeWalBytes(), Unit.BYTES));
        }
        if (abandoned && droppable(facts, slot)) {
            problem.action(drop(slot), facts.server()).gain(Measure.of("disk", retained, Unit.BYTES));
        }
        return Optional.of(problem.build());
    }

    private static String title(SlotFacts slot, long retained, Duration idle, boolean abandoned, boolean endangered) {
        String name = "replication slot " + slot.name();
        if (Slots.lost(slot)) {
            return name + " is lost";
        }
        if (endangered) {
            return name + " is about to be lost";
        }
        return abandoned
                ? name + " has not been used for " + Figures.span(idle)
                : name + " keeps " + Figures.bytes((double) retained) + " of WAL";
    }

    private static String explanation(SlotFacts slot, Duration idle) {
        String kind = slot.plugin() == null
                ? "It is a physical slot, for a standby or a receiver of WAL. "
                : "It is a logical slot of database " + slot.database() + ", read through " + slot.plugin() + ". ";
        String use = slot.active()
                ? "Its consumer is connected and falls behind. "
                : idle.isZero() ? "Nobody is connected to it. " : "Nobody has used it for " + Figures.span(idle) + ". ";
        String harm = Slots.lost(slot)
                ? "The WAL that it needs is gone: its consumer cannot go on, and has to begin anew."
                : "The server keeps all WAL since its position, until the disk is full or max_slot_wal_keep_size ends it"
                        + (slot.xminAge() == null && slot.catalogXminAge() == null
                                ? "."
                                : ", and dead rows that its consumer might still see.");
        return kind + use + harm;
    }

    private static String remedy(FactsCase facts, SlotFacts slot, boolean abandoned) {
        String manager = facts.facts().manager();
        if (slot.active()) {
            return "Find what holds its consumer up: its own load, its network, or a large transaction that it decodes.";
        }
        if (manager != null) {
            return "The slots of this server are kept by " + manager
                    + ": bring the consumer back, or take the slot or its member away there.";
        }
        if (Boolean.TRUE.equals(slot.failover())) {
            return "Standbys keep copies of it, so somebody relies on it: bring its consumer back, or ask who made it.";
        }
        return abandoned
                ? "Ask who reads it. Bring the consumer back, or drop the slot: then it can only begin anew, a standby with a"
                        + " new base backup, a subscriber with a new copy of its tables."
                : "Bring its consumer back. Where the disk cannot wait, set max_slot_wal_keep_size: the server then gives"
                        + " the slot up before the disk is full.";
    }

    /** Whom it serves must be plain: a primary that nobody else manages, and a slot in a known position. */
    private static boolean droppable(FactsCase facts, SlotFacts slot) {
        return !facts.facts().inRecovery()
                && facts.facts().manager() == null
                && facts.gap(MANAGER).isEmpty()
                && !Boolean.TRUE.equals(slot.failover())
                && (slot.restartLsn() != null || Slots.lost(slot));
    }

    private static DropReplicationSlot drop(SlotFacts slot) {
        return new DropReplicationSlot(
                slot.name(), slot.type(), slot.plugin(), slot.database(), slot.restartLsn(), slot.confirmedFlushLsn());
    }
}
