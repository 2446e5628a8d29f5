package dev.tickbird.console.web;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.app.FindingDesk;
import dev.tickbird.console.app.Refused;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.web.DecisionsApi.Wish;
import dev.tickbird.console.web.Session.Visitor;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
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
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people do on pages: decide, say something about a finding. Every change goes the same way as REST's. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final Desk desk;
    private final FindingDesk findingDesk;
    private final DecisionTerms terms;

    Pages(Desk desk, FindingDesk findingDesk, DecisionTerms terms) {
        this.desk = desk;
        this.findingDesk = findingDesk;
        this.terms = terms;
    }

    @Post("/actions/{id}/{verb}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_PLAIN)
    HttpResponse<?> decide(
            HttpRequest<?> request,
            @PathVariable String id,
            @PathVariable String verb,
            @Nullable String digest,
            @Nullable String reason,
            @Nullable String until,
            @Nullable String lasting) {
        ActionId action = ActionId.of(id);
        String why = reason == null || reason.isBlank() ? null : reason;
        switch (verb) {
            case "cancel" ->
                desk.cancel(
                        action,
                        Visitors.require(request, Role.OPERATOR).name(),
                        why == null ? "cancelled by hand" : why);
            case "rehearse" ->
                LOG.debug(
                        "asked by the order {}",
                        desk.rehearse(
                                action, Visitors.require(request, Role.OPERATOR).name()));
            case "snooze" -> decide(request, action, Verdict.SNOOZE, new Wish(digest, why, null, lasting, null));
            case "approve" -> decide(request, action, Verdict.APPROVE, new Wish(digest, why, until, null, null));
            default -> decide(request, action, verdict(verb), new Wish(digest, why, null, null, null));
        }
        return HttpResponse.noContent();
    }

    /** Approves those that were ticked, each by the digest that was shown. */
    @Post("/approvals/approve")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_PLAIN)
    HttpResponse<?> several(HttpRequest<?> request, @Nullable List<String> pick) {
        Visitors.require(request, Role.APPROVER);
        if (pick == null || pick.isEmpty()) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "tick what is to be approved", "pick");
        }
        List<String> refused = new ArrayList<>();
        for (String picked : pick) {
            String[] parts = picked.split(" ", 2);
            try {
                decide(
                        request,
                        ActionId.of(parts[0]),
                        Verdict.APPROVE,
                        new Wish(parts.length < 2 ? "" : parts[1], null, null, null, null));
            } catch (Refused e) {
                refused.add(parts[0] + ": " + e.getMessage());
            }
        }
        if (!refused.isEmpty()) {
            throw new Refusal(
                    HttpStatus.CONFLICT,
                    (pick.size() - refused.size()) + " approved; not approved: " + String.join("; ", refused),
                    "pick");
        }
        return HttpResponse.noContent();
    }

    private void decide(HttpRequest<?> request, ActionId action, Verdict verdict, Wish wish) {
        Visitor visitor = Visitors.require(request, DecisionsApi.needed(verdict));
        Decision taken = desk.decide(terms.wish(action, verdict, visitor, Channel.PAGE, wish, null));
        LOG.debug("{} {} {}", visitor.name(), verdict, taken.action());
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
        Visitor visitor = Visitors.require(request, Role.OPERATOR);
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
            case "reject" -> Verdict.REJECT;
            case "revoke" -> Verdict.REVOKE;
            default ->
                throw new Refusal(
                        HttpStatus.NOT_FOUND,
                        "there is no such decision: approve, reject, snooze, revoke, rehearse or cancel",
                        null);
        };
    }
}
