package dev.tickbird.console.approval;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything the console knows of one action.
 *
 * @param proposal null while only decisions or outcomes of it were read: topics come in any order
 * @param state where it is
 * @param decisions those that count, in the order they were read
 * @param outcome the newest by attempt, step and rank; null before the executor spoke
 * @param ordered whether its Run was written down for sending
 * @param snoozedUntil nothing is asked before; null when not snoozed
 */
public record ActionFile(
        @Nullable Proposal proposal,
        ActionState state,
        List<Counted> decisions,
        @Nullable Outcome outcome,
        boolean ordered,
        @Nullable Instant snoozedUntil) {
    public static final ActionFile EMPTY = new ActionFile(null, ActionState.PROPOSED, List.of(), null, false, null);

    public ActionFile {
        decisions = Immutable.list(decisions);
    }

    ActionFile with(Proposal newer) {
        return new ActionFile(newer, state, decisions, outcome, ordered, snoozedUntil);
    }

    ActionFile in(ActionState next) {
        return new ActionFile(proposal, next, decisions, outcome, ordered, snoozedUntil);
    }

    ActionFile with(List<Counted> counted) {
        return new ActionFile(proposal, state, counted, outcome, ordered, snoozedUntil);
    }

    ActionFile with(Outcome newer) {
        return new ActionFile(proposal, newer.state(), decisions, newer, ordered, snoozedUntil);
    }

    ActionFile withOrder() {
        return new ActionFile(proposal, state, decisions, outcome, true, snoozedUntil);
    }

    ActionFile snoozed(@Nullable Instant until) {
        return new ActionFile(proposal, state, decisions, outcome, ordered, until);
    }

    /** Whether the same decision was counted before. */
    public boolean has(String decisionId) {
        return decisions.stream().anyMatch(counted -> counted.decision().id().equals(decisionId));
    }

    public Optional<Proposal> known() {
        return Optional.ofNullable(proposal);
    }
}
