package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;

/** What the executor did: a finding whose remedy took effect need not wait to be gone for long. */
final class OutcomeHandler {
    private OutcomeHandler() {}

    static void handle(Outcome outcome, Workspace work) {
        InstanceState known = work.instances.get(outcome.instance().value());
        if (known != null && outcome.state() == ActionState.SUCCEEDED) {
            new FindingsDesk(work, known.draft()).mended(outcome.finding());
        }
    }
}
