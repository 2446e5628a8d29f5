package dev.tickbird.console.web.page;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.Queries.ActionFilter;
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
    private static final int MOST = 50;

    private final Frame frame;
    private final Queries queries;
    private final Desk desk;

    ApprovalsPage(Frame frame, Queries queries, Desk desk) {
        this.frame = frame;
        this.queries = queries;
        this.desk = desk;
    }

    @Get("/approvals")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> approvals(HttpRequest<?> request) {
        Shell shell = frame.shell(request, Section.APPROVALS, "Approvals");
        List<Waiting> waiting = queries.actions(ActionFilter.in(EnumSet.of(ActionState.PROPOSED)), MOST, 0).stream()
                .filter(row -> row.file().proposal() != null)
                .filter(row -> !Waiting.snoozed(row.file(), shell.now()))
                .map(row -> Waiting.of(row, desk))
                .toList();
        return frame.page(request, "approvals", shell, "waiting", waiting);
    }
}
