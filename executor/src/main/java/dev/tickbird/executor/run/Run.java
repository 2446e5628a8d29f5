package dev.tickbird.executor.run;

import dev.tickbird.executor.action.Proof;
import dev.tickbird.executor.action.Sight;
import dev.tickbird.executor.journal.Effects;
import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.runtime.Backoff;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.StatementRun;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a claimed action under the fence: sends its statements, proves the effect, cleans up. */
final class Run {
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LONGEST_RETRY = 30;

    private final Toolbox tools;
    private final Order.Run order;
    private final Scene scene;
    private final Chronicle chronicle;
    private final UnderFence fence;
    private final Running running;
    private boolean recovering;
    /** Why it is to end when its debris is gone; null while that is open. */
    private @Nullable String verdict;

    Run(Toolbox tools, Order.Run order, Scene scene, Chronicle chronicle, Lease lease, Running running) {
        this.tools = tools;
        this.order = order;
        this.scene = scene;
        this.chronicle = chronicle;
        this.fence = new UnderFence(tools, order, scene, lease);
        this.running = running;
    }

    /** How the sending of the statements ended. */
    private record Ended(
            List<StatementRun> runs,
            long rows,
            @Nullable SQLException failure,
            @Nullable Stop stop) {}

    Next execute(Sight sight) throws SQLException, InterruptedException {
        List<Measure> before = scene.procedure().measures(sight);
        String undo = scene.undo(sight);
        JournalEntry begun;
        Ended ended;
        try (ActionSession session =
                fence.session(scene.procedure().concurrent() ? Duration.ZERO : LOCK_TIMEOUT, Duration.ZERO)) {
            Optional<JournalEntry> entry = chronicle.step(
                    draft -> draft.runningIn(session.pid(), session.start())
                            .measured(before)
                            .undo(undo),
                    Effects.NONE);
            if (entry.isEmpty()) {
                return new Next.Done();
            }
            begun = entry.get();
            if (!tools.journal().isLast(begun)) {
                return new Next.Again(tools.clock().instant());
            }
            chronicle.began(begun);
            Set<String> done = scene.procedure().inEffect(sight);
            ended = send(
                    session,
                    order.statements().stream()
                            .filter(statement -> !done.contains(statement))
                            .toList());
        }
        return conclude(begun, ended);
    }

    private Ended send(ActionSession session, List<String> statements) {
        List<StatementRun> runs = new ArrayList<>();
        long rows = 0;
        try (Watchdog watchdog = fence.watchdog(session, scene::watch)) {
            running.began(watchdog);
            try {
                for (String statement : statements) {
                    ActionSession.Sent sent = session.send(statement);
                    runs.add(sent.run());
                    rows += sent.rows();
                    if (sent.failure() != null) {
                        return new Ended(runs, rows, sent.failure(), watchdog.stop());
                    }
                }
                return new Ended(runs, rows, null, null);
            } finally {
                running.ended();
            }
        }
    }

    private Next conclude(JournalEntry begun, Ended ended) throws SQLException, InterruptedException {
        SQLException failure = ended.failure();
        if (failure != null && lost(failure, ended.stop())) {
            // Its session may still work: it is looked for when the lease has run out.
            fence.lease().abandon();
            return new Next.Again(tools.clock().instant().plus(tools.settings().lease()));
        }
        if (failure == null) {
            String nothing = scene.procedure().withoutEffect();
            if (ended.rows() == 0 && nothing != null) {
                return chronicle.end(ActionState.SKIPPED, nothing, new Effects(List.of(), ended.runs(), List.of()));
            }
            chronicle.happened(
                    draft -> draft.state(ActionState.VERIFYING), new Effects(List.of(), ended.runs(), List.of()));
        }
        return verify(begun, ended, failure != null);
    }

    private static boolean lost(SQLException failure, @Nullable Stop stop) {
        return stop instanceof Stop.FenceLost || PostgresFailure.of(failure).meansUnreachable();
    }

    /** Counters of the server come with a delay: what is missing is looked for a little longer, unless the statement failed. */
    private Next verify(JournalEntry begun, Ended ended, boolean failed) throws SQLException, InterruptedException {
        long deadline =
                tools.pace().nanos() + (failed ? 0 : tools.settings().proof().toNanos());
        Sight after = scene.look();
        Proof proof = scene.procedure().prove(order.target(), begun.before(), after);
        while (proof instanceof Proof.Missing && tools.pace().nanos() < deadline) {
            tools.pace().sleep(LOOK);
            after = scene.look();
            proof = scene.procedure().prove(order.target(), begun.before(), after);
        }
        return judge(begun, ended, after, failed && !scene.procedure().concurrent() ? missing(ended) : proof);
    }

    private static Proof missing(Ended ended) {
        return new Proof.Missing(String.valueOf(ended.runs().getLast().error()));
    }

    private Next judge(JournalEntry begun, Ended ended, Sight after, Proof proof)
            throws SQLException, InterruptedException {
        List<Measure> measures = scene.procedure().measures(after);
        return switch (proof) {
            case Proof.Done(String remark) -> {
                tools.lanes().health();
                verifying(begun);
                Cleaning cleaning = Cleaning.of(fence, after, false);
                Effects effects = new Effects(measures, ended.runs(), cleaning.removed());
                yield cleaning.left().isEmpty()
                        ? chronicle.end(ActionState.SUCCEEDED, remark, effects)
                        : chronicle.stillCleaning(
                                "it is done; still to be removed: " + cleaning.left(),
                                tools.clock().instant().plus(tools.guards().lookAgain()),
                                effects);
            }
            case Proof.NoEffect(String reason) ->
                chronicle.end(ActionState.SKIPPED, reason, new Effects(measures, ended.runs(), List.of()));
            case Proof.Missing(String reason) -> unproved(begun, ended, after, reason);
        };
    }

    private void verifying(JournalEntry begun) throws InterruptedException {
        boolean there = tools.journal()
                .find(order.action())
                .filter(entry -> entry.state() == ActionState.VERIFYING)
                .isPresent();
        if (!there && begun.state() != ActionState.VERIFYING) {
            chronicle.happened(draft -> draft.state(ActionState.VERIFYING), Effects.NONE);
        }
    }

    private Next unproved(JournalEntry begun, Ended ended, Sight after, String missing)
            throws SQLException, InterruptedException {
        SQLException failure = ended.failure();
        Stop stop = asked().<Stop>map(Stop.Asked::new).orElse(ended.stop());
        if (stop instanceof Stop.GiveWay || stop instanceof Stop.NotNow) {
            tools.lanes().distress();
        }
        String reason = stop != null ? stop.reason() : failure == null ? missing : words(failure);
        boolean again = verdict == null && mayTryAgain(begun, failure, stop, after);
        Cleaning cleaning = Cleaning.of(fence, after, !again);
        Effects effects = new Effects(scene.procedure().measures(after), ended.runs(), cleaning.removed());
        String whole = reason + (cleaning.left().isEmpty() ? "" : "; still to be removed: " + cleaning.left());
        if (again) {
            return chronicle.retry(whole, tools.clock().instant().plus(pause(begun.attempt())), effects);
        }
        if (!cleaning.left().isEmpty()) {
            return chronicle.stillCleaning(
                    reason, tools.clock().instant().plus(tools.guards().lookAgain()), effects);
        }
        boolean stopped = stop instanceof Stop.Asked || stop instanceof Stop.Forbidden;
        return chronicle.end(stopped ? ActionState.ABORTED : ActionState.FAILED, whole, effects);
    }

    /** Why a person wants it to end, if one does. */
    private Optional<String> asked() {
        return tools.journal()
                .find(order.action())
                .filter(JournalEntry::cancelRequested)
                .map(entry -> entry.reason() == null ? "cancelled by order" : entry.reason());
    }

    private static String words(SQLException failure) {
        return PostgresFailure.of(failure).sentence() + " (" + ActionSession.words(failure) + ")";
    }

    private boolean mayTryAgain(JournalEntry begun, @Nullable SQLException failure, @Nullable Stop stop, Sight after) {
        if (stop instanceof Stop.Asked || stop instanceof Stop.Forbidden) {
            return false;
        }
        boolean alive = tools.clock().instant().isBefore(order.expiresAt());
        boolean halfDropped = order.what() instanceof DropIndex drop
                && !drop.spansPartitions()
                && after.index(drop.name()).filter(index -> !index.valid()).isPresent();
        if (halfDropped) {
            return alive;
        }
        boolean passing = stop != null
                || (failure != null && PostgresFailure.of(failure).retriable())
                || (failure == null && recovering);
        return alive && passing && begun.attempt() < tools.settings().attempts();
    }

    private Duration pause(int attempt) {
        Duration first = tools.settings().retry();
        return new Backoff(first, first.multipliedBy(LONGEST_RETRY))
                .after(attempt, tools.pace().chance());
    }

    /**
     * What became of a run that was interrupted: by looking, since nobody else knows. Counters come with a delay, and a signalled session
     * ends with one.
     *
     * @param decided why it is to end in any case; null when that is open
     */
    Next recover(JournalEntry claim, @Nullable String decided) throws SQLException, InterruptedException {
        recovering = true;
        verdict = decided;
        long deadline = tools.pace().nanos() + tools.settings().proof().toNanos();
        Sight after = scene.look();
        Proof proof = scene.procedure().prove(order.target(), claim.before(), after);
        while (proof instanceof Proof.Missing
                && !scene.procedure().concurrent()
                && tools.pace().nanos() < deadline) {
            tools.pace().sleep(LOOK);
            after = scene.look();
            proof = scene.procedure().prove(order.target(), claim.before(), after);
        }
        Ended unknown = new Ended(List.of(), 0, null, null);
        return switch (proof) {
            case Proof.Done(String remark) ->
                judge(
                        claim,
                        unknown,
                        after,
                        new Proof.Done((remark == null ? "" : remark + "; ")
                                + "the executor was interrupted; the effect was found"));
            case Proof.NoEffect noEffect -> judge(claim, unknown, after, noEffect);
            case Proof.Missing(String reason) ->
                unproved(
                        claim, unknown, after, "the executor was interrupted and the action took no effect: " + reason);
        };
    }

    /** Ends it without another try, when nothing that an earlier attempt left is there any more. */
    Next giveUp(Ending ending) throws SQLException, InterruptedException {
        Cleaning cleaning = Cleaning.of(fence, scene.look(), true);
        if (cleaning.left().isEmpty()) {
            Effects effects = new Effects(List.of(), List.of(), cleaning.removed());
            return chronicle.end(ending.state(), ending.reason(), effects);
        }
        return notClean(cleaning);
    }

    private Next notClean(Cleaning cleaning) {
        Instant again = tools.clock().instant().plus(tools.guards().lookAgain());
        return chronicle.waitFor("what an earlier attempt left cannot be removed yet: " + cleaning.left(), again);
    }

    /** Debris of earlier attempts goes before a new one; present when it does not go. */
    Optional<Next> cleanFirst(Sight sight) throws SQLException {
        Cleaning cleaning = Cleaning.of(fence, sight, false);
        return cleaning.left().isEmpty() ? Optional.empty() : Optional.of(notClean(cleaning));
    }
}
