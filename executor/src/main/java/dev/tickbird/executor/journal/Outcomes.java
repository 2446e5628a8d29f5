package dev.tickbird.executor.journal;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import java.time.Instant;
import java.util.List;

/** Words journal entries as outcomes, in the name of one executor. */
public final class Outcomes {
    private final String executor;

    public Outcomes(String executor) {
        this.executor = executor;
    }

    /** In whose name it speaks. */
    public String executor() {
        return executor;
    }

    public Outcome of(Order.Run order, JournalEntry entry, Effects effects) {
        return new Outcome(
                order.action(),
                order.instance(),
                order.target().database(),
                Immutable.required(order.finding(), "finding"),
                order.rule(),
                order.what(),
                order.what().object(),
                entry.state(),
                entry.attempt(),
                entry.step(),
                entry.reason(),
                entry.notBefore(),
                entry.before(),
                effects.after(),
                effects.runs(),
                effects.cleanedUp(),
                entry.undoDefinition(),
                approvers(order),
                executor,
                entry.at(),
                null);
    }

    /** An order that was not taken. It is not in the journal: after the cause is mended it may be ordered again. */
    public Outcome refused(Order.Run order, ActionState state, String reason, Instant at) {
        return new Outcome(
                order.action(),
                order.instance(),
                order.target().database(),
                Immutable.required(order.finding(), "finding"),
                order.rule(),
                order.what(),
                order.what().object(),
                state,
                1,
                0,
                reason,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                approvers(order),
                executor,
                at,
                null);
    }

    private static List<String> approvers(Order.Run order) {
        return order.decisions().stream()
                .filter(decision -> decision.verdict() == Verdict.APPROVE)
                .map(decision -> decision.by().name())
                .distinct()
                .sorted()
                .toList();
    }
}
