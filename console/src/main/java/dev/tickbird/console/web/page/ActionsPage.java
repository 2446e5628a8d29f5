package dev.tickbird.console.web.page;

import dev.tickbird.console.store.ActionCounts;
import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.Queries.ActionFilter;
import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Progress;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What runs and what ran; and one action with all that is known of it. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class ActionsPage {
    private static final int SIZE = 50;

    private final Frame frame;
    private final Queries queries;
    private final WaitingList list;

    ActionsPage(Frame frame, Queries queries, WaitingList list) {
        this.frame = frame;
        this.queries = queries;
        this.list = list;
    }

    @Get("/actions")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> actions(HttpRequest<?> request) {
        Shell shell = frame.shell(request, Section.ACTIONS, "Actions");
        Asked asked = Asked.of(request.getParameters());
        int offset = asked.number("after");
        List<ActionRow> moving = offset > 0 ? List.of() : in(asked, ActionCounts.MOVING, SIZE, 0);
        List<ActionRow> ended = in(asked, ended(), SIZE + 1, offset);
        Map<ActionId, Optional<Progress>> progress =
                moving.stream().map(ActionRow::id).collect(Collectors.toMap(Function.identity(), queries::progress));
        ActionsModel model = new ActionsModel(
                asked,
                moving,
                progress,
                ended.stream().limit(SIZE).toList(),
                ended.size() > SIZE ? Integer.toString(offset + SIZE) : null);
        return frame.page(request, "actions", shell, "model", model);
    }

    @Get("/actions/{id}")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> action(HttpRequest<?> request, @PathVariable String id) {
        ActionId action = ActionId.of(id);
        Optional<ActionRow> found = queries.action(action);
        if (found.isEmpty()) {
            return frame.missing(request, Section.ACTIONS, "There is no action " + id + ".");
        }
        ActionRow row = found.get();
        Shell shell = frame.shell(
                request, Section.ACTIONS, ActionTitles.title(row), Section.APPROVALS.topics() + " progress");
        ActionModel model = new ActionModel(
                row,
                row.file().known().map(proposal -> list.of(request, shell, row)).orElse(null),
                queries.outcomes(action),
                queries.progress(action).orElse(null));
        return frame.page(request, "action", shell, "model", model);
    }

    private List<ActionRow> in(Asked asked, Collection<ActionState> states, int limit, int offset) {
        return queries.actions(
                new ActionFilter(states, asked.text("server").orElse(null), null, null, null, null, null),
                limit,
                offset);
    }

    private static EnumSet<ActionState> ended() {
        EnumSet<ActionState> ended = EnumSet.allOf(ActionState.class);
        ended.removeIf(state -> !state.terminal());
        return ended;
    }
}
