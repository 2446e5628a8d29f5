package dev.tickbird.console.web;

import dev.tickbird.console.app.StandingDesk;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.web.Session.Visitor;
import dev.tickbird.schemas.decision.StandingApproval;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.util.List;

/** Approvals ahead of what returns. */
@Controller("/api/v1")
@SecurityRequirement(name = "token")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StandingApi {
    private final StandingDesk desk;

    StandingApi(StandingDesk desk) {
        this.desk = desk;
    }

    /** A standing approval as its approver signed it: a compact JWS of the type tickbird-standing-approval. */
    record Ahead(@Nullable String signed) {}

    /** Why it ends. */
    record End(@Nullable String reason) {}

    /** All that are there, the newest first, and whether they count now. */
    @Get("/standing")
    List<StandingDesk.Entry> standing(HttpRequest<?> request) {
        Visitors.require(request, Role.VIEWER);
        return desk.entries();
    }

    /** Approves ahead, within the bounds that the approver has signed with a key of their own. */
    @Post("/standing")
    @Status(HttpStatus.ACCEPTED)
    StandingApproval add(HttpRequest<?> request, @Body @Nullable Ahead ahead) {
        Visitor visitor = Visitors.require(request, Role.APPROVER);
        String signed = ahead == null ? null : ahead.signed();
        if (signed == null || signed.isBlank()) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "the signature is missing: tickbird standing new", "signed");
        }
        return desk.add(visitor.name(), signed);
    }

    /** Ends one; what rests on it and has not begun does not begin. Any approver may. */
    @Post("/standing/{id}/revoke")
    @Status(HttpStatus.ACCEPTED)
    void revoke(HttpRequest<?> request, @PathVariable String id, @Body @Nullable End end) {
        Visitor visitor = Visitors.require(request, Role.APPROVER);
        desk.revoke(id, visitor.name(), end == null ? null : end.reason());
    }
}
