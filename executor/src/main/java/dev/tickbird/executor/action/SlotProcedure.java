package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;
import java.util.List;
import java.util.Objects;

/** Dropping a slot, only while nobody uses it and it is where it was when it was approved. */
record SlotProcedure(DropReplicationSlot action) implements Procedure {
    @Override
    public Check check(Case facts) {
        SlotFacts now = Immutable.required(facts.sight().slots(), "slots");
        SlotFacts.Slot slot = now.slot();
        if (slot == null) {
            return new Check.Skip("there is no replication slot " + action.name() + " any more");
        }
        if (now.manager() != null) {
            return new Check.Fail("the slots of this server are kept by " + now.manager()
                    + ", which would make it again or miss it: take it away there");
        }
        if (slot.temporary() || slot.synced()) {
            return new Check.Fail(
                    slot.synced()
                            ? "the slot is a copy of the primary's: it goes when that one goes"
                            : "the slot is temporary: it ends with its session");
        }
        if (!same(slot)) {
            return new Check.Stale("the slot " + action.name()
                    + " is not the one that was approved: it is of another type," + " plugin or database");
        }
        if (slot.activePid() != null) {
            return new Check.Skip("the slot is in use again, by the process " + slot.activePid());
        }
        if (!where(slot)) {
            return new Check.Stale("the slot is at " + slot.restartLsn() + ", confirmed " + slot.confirmedFlushLsn()
                    + ", and was approved at " + action.restartLsn() + ", confirmed " + action.confirmedFlushLsn()
                    + ": somebody has used it, or it is lost by now");
        }
        return slot.inactiveSince() != null && slot.inactiveSince().isAfter(facts.approvedAt())
                ? new Check.Skip("somebody has used the slot since it was approved, or the server was restarted")
                : Check.PROCEED;
    }

    private boolean same(SlotFacts.Slot slot) {
        return slot.type().equals(action.slotType())
                && Objects.equals(slot.plugin(), action.plugin())
                && Objects.equals(slot.database(), action.database());
    }

    private boolean where(SlotFacts.Slot slot) {
        boolean lost = "lost".equals(slot.walStatus());
        return action.at(slot.restartLsn(), slot.confirmedFlushLsn()) && (action.restartLsn() != null || lost);
    }

    @Override
    public List<Measure> measures(Sight sight) {
        SlotFacts now = Immutable.required(sight.slots(), "slots");
        long own = now.slot() == null ? 0 : now.slot().retained();
        return List.of(
                Measure.of("slot.retained", own, Unit.BYTES),
                Measure.of("slots.retained-most", now.kept(), Unit.BYTES));
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        SlotFacts.Slot slot = Immutable.required(after.slots(), "slots").slot();
        if (slot == null) {
            return Proof.Done.PLAIN;
        }
        return same(slot) && where(slot)
                ? new Proof.Missing("the slot is still there")
                : new Proof.NoEffect(
                        "a slot of that name is there, and is not the one that was approved: it was used, or"
                                + " made again after it was dropped");
    }

    @Override
    public boolean concurrent() {
        return false;
    }

    @Override
    public boolean disturbsStandbys() {
        return false;
    }

    @Override
    public boolean needsOwner() {
        return false;
    }

    @Override
    public LoginKind login() {
        return LoginKind.SLOTS;
    }

    @Override
    public String withoutEffect() {
        return "the slot was not any more where it was when it was approved";
    }
}
