package dev.tickbird.testkit;

import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Instant;
import java.util.List;

/** What an executor says of a proposal's action, for tests that have none. */
public final class Ended {
    private Ended() {}

    public static Outcome of(Proposal proposal, ActionState state, Instant at) {
        return new Outcome(
                proposal.id(),
                proposal.instance(),
                proposal.target().database(),
                proposal.finding(),
                proposal.rule(),
                proposal.action(),
                proposal.action().object(),
                state,
                1,
                1,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                "executor",
                at,
                null);
    }
}
