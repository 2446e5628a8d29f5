package dev.tickbird.console.web;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.store.Queries;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.execution.Rehearsal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;

/** Whether an action could run now, asked of its executor. */
@Controller("/api/v1")
@SecurityRequirement(name = "token")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RehearsalApi {
    private final Desk desk;
    private final Queries queries;

    RehearsalApi(Desk desk, Queries queries) {
        this.desk = desk;
        this.queries = queries;
    }

    /** The order that the answer will name. */
    record Asked(String order) {}

    /** Asks every guard and the preflight on the live server; nothing is sent there but what looks. The answer comes within seconds. */
    @Post("/actions/{id}/rehearse")
    @Status(HttpStatus.ACCEPTED)
    Asked rehearse(HttpRequest<?> request, @PathVariable String id) {
        return new Asked(desk.rehearse(
                ActionId.of(id), Visitors.require(request, Role.OPERATOR).name()));
    }

    /** The newest answer. */
    @Get("/actions/{id}/rehearsal")
    Rehearsal rehearsal(HttpRequest<?> request, @PathVariable String id) {
        Visitors.require(request, Role.VIEWER);
        return queries.rehearsal(ActionId.of(id))
                .orElseThrow(
                        () -> new Refusal(HttpStatus.NOT_FOUND, "nobody rehearsed action " + id + " of late", null));
    }
}
