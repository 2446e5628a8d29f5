package dev.tickbird.executor.run;

import dev.tickbird.executor.action.Check;
import dev.tickbird.executor.action.Procedure;
import dev.tickbird.executor.action.Sight;
import dev.tickbird.executor.guard.GuardVerdict;
import dev.tickbird.executor.guard.Guards;
import dev.tickbird.executor.guard.Situation;
import dev.tickbird.executor.journal.Effects;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One look at an action: judges it, and when nothing stands against it takes the fence, claims it and runs it. The order of these steps
 * is what makes an action take effect at most once.
 */
final class Attempt {
    private final Toolbox tools;
    private final Order.Run order;
    private final JournalEntry found;
    private final Scene scene;
    private final Chronicle chronicle;

    Attempt(Toolbox tools, Order.Run order, JournalEntry found, Scene scene) {
        this.tools = tools;
        this.order = order;
        this.found = found;
        this.scene = scene;
        this.chronicle = new Chronicle(tools, order);
    }

    /**
     * Looks and acts.
     *
     * @param ending why it is to end without another try; null when it is not
     */
    Next make(Running running, @Nullable Ending ending) throws SQLException, InterruptedException {
        boolean elsewhere = Journal.claimedByAnother(found, tools.holder());
        if (underWay() || ending != null || elsewhere) {
            return fence(running, ending);
        }
        Situation situation = scene.situation();
        Optional<Ending> refused = tidied(situation);
        if (refused.isPresent()) {
            return fence(running, refused.get());
        }
        Next early = verdict(situation);
        if (early != null) {
            return early;
        }
        if (!tools.lanes()
                .enter(
                        found.instance(),
                        Priority.of(order.what()),
                        tools.clock().instant())) {
            return later("this executor is at work on as many instances as it may be at once: "
                    + tools.lanes().allowed());
        }
        try {
            return fence(running, null);
        } finally {
            tools.lanes().leave();
        }
    }

    private Next fence(Running running, @Nullable Ending ending) throws SQLException, InterruptedException {
        return switch (new Fence(
                        tools.logins(),
                        tools.pace(),
                        tools.holder(),
                        tools.settings().lease())
                .take(scene.target(), tools.fleet().policy().revision())) {
            case Fence.Answer.Held(String reason) -> later(reason);
            case Fence.Answer.Taken(Lease lease) -> {
                try (lease) {
                    yield fenced(lease, running, ending);
                }
            }
        };
    }

    /** A session of an earlier attempt may have taken effect. */
    private boolean underWay() {
        return found.state() == ActionState.RUNNING || found.state() == ActionState.VERIFYING;
    }

    private Next fenced(Lease lease, Running running, @Nullable Ending ending)
            throws SQLException, InterruptedException {
        List<String> others = scene.others(lease.pid());
        if (!others.isEmpty()) {
            return later("another session uses the executor's login: " + String.join(", ", others));
        }
        if (!tools.journal().isCurrent(order.action())) {
            return new Next.Again(tools.clock().instant());
        }
        Optional<JournalEntry> claim = chronicle.quietly(
                draft -> draft.claimedBy(lease.holder(), lease.epoch()).sameReason());
        if (claim.isEmpty()) {
            return new Next.Done();
        }
        if (!tools.journal().isLast(claim.get())) {
            return new Next.Again(tools.clock().instant());
        }
        tools.freshness().catchUp();
        Run run = new Run(tools, order, scene, chronicle, lease, running);
        if (ending != null) {
            return run.giveUp(ending);
        }
        return underWay() ? run.recover(claim.get(), found.reason()) : judged(run);
    }

    private Next judged(Run run) throws SQLException, InterruptedException {
        Situation situation = scene.situation();
        Optional<Ending> refused = tidied(situation);
        if (refused.isPresent()) {
            return run.giveUp(refused.get());
        }
        Next early = verdict(situation);
        if (early != null) {
            return early;
        }
        if (begun()) {
            Optional<Next> notClean = run.cleanFirst(situation.sight());
            if (notClean.isPresent()) {
                return notClean.get();
            }
        }
        Sight sight = scene.confirmed(begun() ? scene.look() : situation.sight());
        return switch (scene.procedure().check(new Procedure.Case(order.target(), sight, approvedAt(), begun()))) {
            case Check.Proceed() -> run.execute(sight);
            case Check.Skip(String reason) -> end(run, new Ending(ActionState.SKIPPED, reason));
            case Check.Stale(String reason) -> end(run, new Ending(ActionState.STALE, reason));
            case Check.Fail(String reason) -> end(run, new Ending(ActionState.FAILED, reason));
        };
    }

    /** What is not tried again leaves nothing. */
    private Next end(Run run, Ending ending) throws SQLException, InterruptedException {
        return begun() ? run.giveUp(ending) : chronicle.end(ending.state(), ending.reason(), Effects.NONE);
    }

    /** How it is to end, when a guard refuses it and an earlier attempt left something that may be removed. */
    private Optional<Ending> tidied(Situation situation) {
        return Guards.judge(situation) instanceof GuardVerdict.Refuse(ActionState state, String reason, boolean _)
                        && Guards.mayTidy(situation)
                        && !left(situation).isEmpty()
                ? Optional.of(new Ending(state, reason))
                : Optional.empty();
    }

    private List<Leftover> left(Situation situation) {
        return begun() ? Debris.of(order.what(), situation.sight(), true) : List.of();
    }

    private boolean begun() {
        return found.backendPid() != null;
    }

    /** What the guards, and the object's identity, say against it; null when nothing does. */
    private @Nullable Next verdict(Situation situation) throws InterruptedException {
        return switch (Guards.judge(situation)) {
            case GuardVerdict.Go() -> null;
            case GuardVerdict.Wait(String reason, Instant again) -> chronicle.waitFor(reason, again);
            case GuardVerdict.Refuse(ActionState state, String reason, boolean _) ->
                chronicle.end(state, reason + remaining(situation), Effects.NONE);
        };
    }

    /** What stays where nothing may be sent any more. */
    private String remaining(Situation situation) {
        boolean same = situation
                .sight()
                .server()
                .systemIdentifier()
                .equals(order.target().systemIdentifier());
        List<Leftover> left = same ? left(situation) : List.of();
        return left.isEmpty()
                ? ""
                : "; an earlier attempt left "
                        + left.stream().map(Leftover::label).collect(Collectors.joining(", ")) + ": drop it";
    }

    private Next later(String reason) {
        return chronicle.waitFor(
                reason, tools.clock().instant().plus(tools.guards().lookAgain()));
    }

    private Instant approvedAt() {
        return order.decisions().stream()
                .map(Decision::at)
                .min(Comparator.naturalOrder())
                .orElse(order.issuedAt());
    }
}
