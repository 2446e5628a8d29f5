package dev.tickbird.executor.run;

import dev.tickbird.executor.journal.Change;
import dev.tickbird.executor.journal.Draft;
import dev.tickbird.executor.journal.Effects;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.runtime.kafka.CatchUpException;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one action's story: journal, outcome and operation log in step. */
final class Chronicle {
    /** Who approved, which SQL, how long, outcome. */
    private static final Logger OPERATIONS = LoggerFactory.getLogger("dev.tickbird.executor.operations");

    private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+");
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Toolbox tools;
    private final Order.Run order;

    Chronicle(Toolbox tools, Order.Run order) {
        this.tools = tools;
        this.order = order;
    }

    /** Makes the next entry and publishes it; empty when the action has ended meanwhile. */
    Optional<JournalEntry> step(UnaryOperator<Draft> next, Effects effects) {
        Instant now = tools.clock().instant();
        return tools.journal().change(order.action(), present -> {
            JournalEntry entry = next.apply(Draft.after(present)).at(now);
            return Optional.of(new Change(entry, tools.outcomes().of(order, entry, effects)));
        });
    }

    /** An entry for the journal alone. */
    Optional<JournalEntry> quietly(UnaryOperator<Draft> next) {
        Instant now = tools.clock().instant();
        return tools.journal()
                .change(
                        order.action(),
                        present -> Optional.of(
                                new Change(next.apply(Draft.after(present)).at(now), null)));
    }

    /**
     * As {@link #step}, for what has happened: it is tried until Kafka takes it, or until this thread is interrupted. Empty also when
     * another executor took the action over while we could not write, or when Kafka had taken it and its answer was lost.
     */
    Optional<JournalEntry> happened(UnaryOperator<Draft> next, Effects effects) throws InterruptedException {
        boolean warned = false;
        while (!elsewhere()) {
            try {
                if (warned && !tools.journal().isCurrent(order.action())) {
                    return Optional.empty();
                }
                return step(next, effects);
            } catch (KafkaException | CatchUpException e) {
                if (!warned) {
                    LOG.warn("what became of {} cannot be written yet: {}", order.action(), e.getMessage());
                    warned = true;
                }
                tools.pace().sleep(PAUSE);
            }
        }
        return Optional.empty();
    }

    private boolean elsewhere() {
        return tools.journal()
                .find(order.action())
                .filter(entry -> Journal.claimedByAnother(entry, tools.holder()))
                .isPresent();
    }

    /**
     * Says what is waited for, once for each reason; numbers in it may change without being told. What another executor has claimed is left
     * to it until we hold the fence: our word would hide that it runs.
     */
    Next waitFor(String reason, Instant again) {
        Instant now = tools.clock().instant();
        if (waiting() && !tools.journal().isCurrent(order.action())) {
            return new Next.Again(now);
        }
        tools.journal().change(order.action(), present -> {
            boolean mayTell = waits(present.state())
                    && !present.cancelRequested()
                    && !Journal.claimedByAnother(present, tools.holder());
            if (!mayTell || sameWords(present.reason(), reason)) {
                return Optional.empty();
            }
            JournalEntry entry =
                    Draft.after(present).reason(reason).again(again).at(now);
            OPERATIONS.info("{} {} on {} waits: {}", order.action(), type(), order.instance(), LogText.of(reason));
            return Optional.of(new Change(entry, tools.outcomes().of(order, entry, Effects.NONE)));
        });
        return new Next.Again(again);
    }

    private static boolean waits(ActionState state) {
        return state == ActionState.QUEUED || state == ActionState.RETRY_WAIT;
    }

    private static boolean sameWords(@Nullable String before, String now) {
        return before != null
                && NUMBERS.matcher(before)
                        .replaceAll("#")
                        .equals(NUMBERS.matcher(now).replaceAll("#"));
    }

    private boolean waiting() {
        return tools.journal()
                .find(order.action())
                .filter(entry -> waits(entry.state()))
                .isPresent();
    }

    /** Ends the action. */
    Next end(ActionState state, @Nullable String reason, Effects effects) throws InterruptedException {
        UnaryOperator<Draft> end = draft -> draft.state(state).reason(reason);
        if (!waiting()) {
            happened(end, effects).ifPresent(entry -> told(entry, effects));
            return new Next.Done();
        }
        if (!tools.journal().isCurrent(order.action())) {
            return new Next.Again(tools.clock().instant());
        }
        // Nothing has happened: where Kafka does not take it, the action is looked at anew.
        step(end, effects).ifPresent(entry -> told(entry, effects));
        return new Next.Done();
    }

    /** Puts the action off after a try. */
    Next retry(String reason, Instant again, Effects effects) throws InterruptedException {
        happened(draft -> draft.state(ActionState.RETRY_WAIT).reason(reason).again(again), effects)
                .ifPresent(entry -> told(entry, effects));
        return new Next.Again(again);
    }

    /** The action is to end for this reason, but what it left cannot be removed yet: it stays under way until it is. */
    Next stillCleaning(String reason, Instant again, Effects effects) throws InterruptedException {
        boolean known = effects.runs().isEmpty()
                && tools.journal()
                        .find(order.action())
                        .filter(entry -> reason.equals(entry.reason()))
                        .isPresent();
        if (!known) {
            happened(draft -> draft.reason(reason).again(again), effects).ifPresent(entry -> told(entry, effects));
        }
        return new Next.Again(again);
    }

    void began(JournalEntry entry) {
        OPERATIONS.info(
                "{} {} on {}: attempt {}, session {}, approved by {}: {}",
                order.action(),
                type(),
                order.instance(),
                entry.attempt(),
                entry.backendPid(),
                approvers(),
                LogText.of(order.statements()));
    }

    private void told(JournalEntry entry, Effects effects) {
        tools.metrics()
                .counter("tickbird.executor.outcomes", "state", entry.state().name(), "type", type())
                .increment();
        List<String> sent = effects.runs().stream()
                .map(run -> run.statement() + " (" + run.millis() + " ms"
                        + (run.error() == null ? "" : ", " + run.error()) + ")")
                .toList();
        boolean well = entry.state() == ActionState.SUCCEEDED || entry.state() == ActionState.SKIPPED;
        OPERATIONS
                .atLevel(well ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.WARN)
                .log(
                        "{} {} on {}: {}{}; approved by {}; sent {}",
                        order.action(),
                        type(),
                        order.instance(),
                        entry.state(),
                        entry.reason() == null ? "" : ", " + LogText.of(entry.reason()),
                        approvers(),
                        LogText.of(sent));
    }

    private List<String> approvers() {
        return order.decisions().stream()
                .map(Decision::by)
                .map(principal -> principal.name())
                .distinct()
                .toList();
    }

    private String type() {
        return String.valueOf(order.what().type());
    }
}
