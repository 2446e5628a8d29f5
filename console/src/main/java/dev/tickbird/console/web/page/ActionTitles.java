package dev.tickbird.console.web.page;

import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.proposal.Proposal;

/** How an action is called, whether its proposal is known or only its outcome. */
public final class ActionTitles {
    private ActionTitles() {}

    public static String title(ActionRow row) {
        Proposal proposal = row.file().proposal();
        Outcome outcome = row.file().outcome();
        if (proposal != null) {
            return proposal.title();
        }
        return outcome == null ? row.id().value() : outcome.object();
    }

    public static String instance(ActionRow row) {
        Proposal proposal = row.file().proposal();
        Outcome outcome = row.file().outcome();
        if (proposal != null) {
            return proposal.instance().value();
        }
        return outcome == null ? "" : outcome.instance().value();
    }

    /** Why it is where it is: the executor's last word, else that of whoever decided last. */
    public static String reason(ActionRow row) {
        Outcome outcome = row.file().outcome();
        if (outcome != null && outcome.reason() != null) {
            return outcome.reason();
        }
        return row.file().decisions().stream()
                .map(counted -> counted.decision().reason())
                .filter(said -> said != null)
                .reduce("", (first, second) -> second);
    }
}
