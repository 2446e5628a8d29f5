package dev.tickbird.console.web.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inbox as its template takes it.
 *
 * @param snoozed how many are left out because they are snoozed
 * @param next where the next page begins; null when this is the last
 */
public record ApprovalsModel(
        Asked asked,
        List<Waiting> waiting,
        int snoozed,
        @Nullable String next) {
    public ApprovalsModel {
        waiting = List.copyOf(waiting);
    }

    public boolean showsSnoozed() {
        return asked.text("snoozed").isPresent();
    }
}
