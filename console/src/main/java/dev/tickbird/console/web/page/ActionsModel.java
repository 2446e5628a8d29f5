package dev.tickbird.console.web.page;

import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.execution.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Actions as their template takes them.
 *
 * @param next where the next page of those that ended begins; null on the last
 */
public record ActionsModel(
        Asked asked,
        List<ActionRow> moving,
        Map<ActionId, Optional<Progress>> progress,
        List<ActionRow> ended,
        @Nullable String next) {
    public @Nullable Progress progress(ActionId action) {
        return progress.getOrDefault(action, Optional.empty()).orElse(null);
    }
}
