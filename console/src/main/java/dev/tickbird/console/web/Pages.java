package dev.tickbird.console.web;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.app.FindingDesk;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.web.Session.Visitor;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Verdict;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;

/** What people do on pages: decide, say something about a finding. Every change goes the same way as REST's. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class Pages {
    private final Desk desk;
    private final FindingDesk findingDesk;

    Pages(Desk desk, FindingDesk findingDesk) {
        this.desk = desk;
        this.findingDesk = findingDesk;
    }

    @Post("/actions/{id}/{verb}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_PLAIN)
    HttpResponse<?> decide(
            HttpRequest<?> request,
            @PathVariable String id,
            @PathVariable String verb,
            @Nullable String digest,
            @Nullable String reason) {
        Visitor visitor = Visitors.require(request, Role.APPROVER);
        ActionId action = ActionId.of(id);
        String why = reason == null || reason.isBlank() ? null : reason;
        if (verb.equals("cancel")) {
            desk.cancel(action, visitor.name(), why == null ? "cancelled by hand" : why);
            return HttpResponse.noContent();
        }
        desk.decide(new Desk.Wish(
                action,
                verdict(verb),
                visitor.name(),
                visitor.roles(),
                visitor.approves(),
                Channel.PAGE,
                digest,
                why,
                null,
                null));
        return HttpResponse.noContent();
    }

    @Post("/findings/{id}/{verb}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_PLAIN)
    HttpResponse<?> say(
            HttpRequest<?> request,
            @PathVariable String id,
            @PathVariable String verb,
            @Nullable String days,
            @Nullable String reason) {
        Visitor visitor = Visitors.require(request, Role.APPROVER);
        FindingDesk.Word word = new FindingDesk.Word(FindingId.of(id), visitor.name(), reason);
        switch (verb) {
            case "acknowledge" -> findingDesk.acknowledge(word);
            case "waive" -> findingDesk.waive(word, null, days == null || days.isBlank() ? null : days + "d");
            case "unwaive" -> findingDesk.unwaive(word);
            default ->
                throw new Refusal(HttpStatus.NOT_FOUND, "about a finding one can acknowledge, waive or unwaive", null);
        }
        return HttpResponse.noContent();
    }

    private static Verdict verdict(String verb) {
        return switch (verb) {
            case "approve" -> Verdict.APPROVE;
            case "reject" -> Verdict.REJECT;
            case "revoke" -> Verdict.REVOKE;
            default ->
                throw new Refusal(
                        HttpStatus.NOT_FOUND, "there is no such decision: approve, reject, revoke or cancel", null);
        };
    }
}
