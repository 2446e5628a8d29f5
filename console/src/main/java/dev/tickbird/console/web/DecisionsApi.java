package dev.tickbird.console.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.console.app.Desk;
import dev.tickbird.console.app.Refused;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.web.Session.Visitor;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.wire.UnreadableException;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.util.ArrayList;
import java.util.List;

/** What people decide about actions. What is accepted counts when the console has read it back from the topic. */
@Controller("/api/v1")
@SecurityRequirement(name = "token")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DecisionsApi {
    private static final int MOST = 200;

    private final Desk desk;
    private final DecisionTerms terms;
    private final Once once;

    DecisionsApi(Desk desk, DecisionTerms terms, Once once) {
        this.desk = desk;
        this.terms = terms;
        this.once = once;
    }

    /**
     * A decision as it is asked for: the digest that was seen, a reason, until when an approval counts or a snooze lasts (an instant
     * or a day) or for how long (such as {@code 4h}), or the whole decision signed by the person's own key.
     */
    record Wish(
            @Nullable String digest,
            @Nullable String reason,
            @Nullable String until,
            @JsonProperty("for") @Nullable String lasting,
            @Nullable Decision signed) {
        static final Wish NOTHING = new Wish(null, null, null, null, null);
    }

    /** One of several: the action, and the digest that was seen, or the whole decision signed by the person's own key. */
    record Item(
            @Nullable String action,
            @Nullable String digest,
            @Nullable Decision signed) {}

    /** The same decision about several actions, each bound to its own digest. */
    record Several(
            @Nullable String verdict,
            @Nullable String reason,
            @Nullable String until,
            @JsonProperty("for") @Nullable String lasting,
            @Nullable List<Item> items) {}

    /** What became of one of several: the decision that was taken, or what was wrong. */
    record Result(
            String action,
            @Nullable Decision decision,
            @Nullable Problem problem) {}

    /** Approves. With {@code signed}, the decision carries the person's own signature, as high risk asks for. */
    @Post("/actions/{id}/approve")
    @Status(HttpStatus.ACCEPTED)
    Decision approve(HttpRequest<?> request, @PathVariable String id, @Body @Nullable Wish wish) {
        return decide(request, id, Verdict.APPROVE, wish);
    }

    /** Rejects, with a reason. */
    @Post("/actions/{id}/reject")
    @Status(HttpStatus.ACCEPTED)
    Decision reject(HttpRequest<?> request, @PathVariable String id, @Body @Nullable Wish wish) {
        return decide(request, id, Verdict.REJECT, wish);
    }

    /** Not now: it is listed as work, and approved by policies or ahead, only after that. Whoever approves it meanwhile approves it. */
    @Post("/actions/{id}/snooze")
    @Status(HttpStatus.ACCEPTED)
    Decision snooze(HttpRequest<?> request, @PathVariable String id, @Body @Nullable Wish wish) {
        return decide(request, id, Verdict.SNOOZE, wish);
    }

    /** Takes an approval back while the action has not begun. */
    @Post("/actions/{id}/revoke")
    @Status(HttpStatus.ACCEPTED)
    Decision revoke(HttpRequest<?> request, @PathVariable String id, @Body @Nullable Wish wish) {
        return decide(request, id, Verdict.REVOKE, wish);
    }

    /** Stops an action even while it runs; its debris is cleaned. */
    @Post("/actions/{id}/cancel")
    @Status(HttpStatus.ACCEPTED)
    void cancel(HttpRequest<?> request, @PathVariable String id, @Body @Nullable Wish wish) {
        Visitor visitor = Visitors.require(request, Role.OPERATOR);
        String reason = wish == null || wish.reason() == null ? "cancelled by hand" : wish.reason();
        desk.cancel(ActionId.of(id), visitor.name(), reason);
    }

    /** Decides the same about several actions, at most 200; each for itself, so that one that is refused stops no other. */
    @Post("/decisions")
    List<Result> several(HttpRequest<?> request, @Body @Nullable Several several) {
        Visitors.require(request, Role.OPERATOR);
        if (several == null || several.items() == null || several.items().isEmpty()) {
            throw wrong("name the actions: items: [{action, digest}]", "items");
        }
        if (several.items().size() > MOST) {
            throw wrong(
                    "at most " + MOST + " at once, and these are "
                            + several.items().size(),
                    "items");
        }
        Verdict verdict = verdict(several.verdict());
        Visitors.require(request, needed(verdict));
        List<Result> results = new ArrayList<>();
        for (Item item : several.items()) {
            results.add(one(request, several, verdict, item));
        }
        return results;
    }

    private Result one(HttpRequest<?> request, Several several, Verdict verdict, Item item) {
        String action = String.valueOf(item.action());
        if (item.digest() == null && item.signed() == null) {
            HttpStatus status = HttpStatus.BAD_REQUEST;
            return new Result(action, null, Problem.of(status, "what was seen is missing: its digest", "items.digest"));
        }
        try {
            Wish wish = new Wish(item.digest(), several.reason(), several.until(), several.lasting(), item.signed());
            return new Result(action, take(request, action, verdict, wish), null);
        } catch (Refusal refusal) {
            return new Result(action, null, refusal.problem());
        } catch (Refused refused) {
            return new Result(action, null, Errors.problem(refused));
        } catch (UnreadableException | IllegalArgumentException e) {
            return new Result(action, null, Problem.of(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()), null));
        }
    }

    private Decision decide(HttpRequest<?> request, String id, Verdict verdict, @Nullable Wish asked) {
        Visitor visitor = Visitors.require(request, needed(verdict));
        Wish wish = asked == null ? Wish.NOTHING : asked;
        return once.decide(request, visitor, wish, () -> take(request, id, verdict, wish));
    }

    private Decision take(HttpRequest<?> request, String id, Verdict verdict, Wish wish) {
        Visitor visitor = Visitors.require(request, needed(verdict));
        Channel through = request.getHeaders().contains("X-Tickbird-Cli") ? Channel.CLI : Channel.REST;
        return desk.decide(terms.wish(ActionId.of(id), verdict, visitor, through, wish, wish.signed()));
    }

    static Role needed(Verdict verdict) {
        return verdict == Verdict.SNOOZE ? Role.OPERATOR : Role.APPROVER;
    }

    private static Verdict verdict(@Nullable String word) {
        return switch (String.valueOf(word)) {
            case "approve" -> Verdict.APPROVE;
            case "reject" -> Verdict.REJECT;
            case "snooze" -> Verdict.SNOOZE;
            case "revoke" -> Verdict.REVOKE;
            default -> throw wrong("'" + word + "' is no verdict: use approve, reject, snooze or revoke", "verdict");
        };
    }

    private static Refusal wrong(String detail, String field) {
        return new Refusal(HttpStatus.BAD_REQUEST, detail, field);
    }
}
