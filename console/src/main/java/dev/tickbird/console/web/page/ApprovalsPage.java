package dev.tickbird.console.web.page;

import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.Queries.ActionFilter;
import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.execution.ActionState;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** What waits for a decision. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class ApprovalsPage {
    private static final int SIZE = 30;

    private final Frame frame;
    private final Queries queries;
    private final WaitingList list;

    ApprovalsPage(Frame frame, Queries queries, WaitingList list) {
        this.frame = frame;
        this.queries = queries;
        this.list = list;
    }

    @Get("/approvals")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> approvals(HttpRequest<?> request) {
        Shell shell = frame.shell(request, Section.APPROVALS, "Approvals");
        Asked asked = Asked.of(request.getParameters());
        int offset = asked.number("after");
        List<ActionRow> rows = queries.actions(filter(asked), SIZE + 1, offset);
        boolean snoozed = asked.text("snoozed").isPresent();
        List<Waiting> waiting = rows.stream()
                .limit(SIZE)
                .filter(row -> row.file().proposal() != null)
                .filter(row -> Waiting.snoozed(row.file(), shell.now()) == snoozed)
                .map(row -> list.of(request, shell, row))
                .toList();
        int hidden = (int) rows.stream()
                .limit(SIZE)
                .filter(row -> Waiting.snoozed(row.file(), shell.now()))
                .count();
        ApprovalsModel model =
                new ApprovalsModel(asked, waiting, hidden, rows.size() > SIZE ? Integer.toString(offset + SIZE) : null);
        return frame.page(request, "approvals", shell, "model", model);
    }

    private static ActionFilter filter(Asked asked) {
        return new ActionFilter(
                EnumSet.of(ActionState.PROPOSED),
                asked.text("server").orElse(null),
                asked.text("rule").orElse(null),
                null,
                asked.text("risk")
                        .map(word -> asked.word("risk", Risk.class, Risk.LOW))
                        .orElse(null),
                null,
                false);
    }
}
