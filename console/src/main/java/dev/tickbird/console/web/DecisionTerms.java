package dev.tickbird.console.web;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.app.Term;
import dev.tickbird.console.web.DecisionsApi.Wish;
import dev.tickbird.console.web.Session.Visitor;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Verdict;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a request about an action means, until when included. */
@Singleton
final class DecisionTerms {
    private final InstantSource clock;

    DecisionTerms(InstantSource clock) {
        this.clock = clock;
    }

    Desk.Wish approval(ActionId action, Visitor visitor, Channel through, Wish wish, @Nullable Decision signed) {
        return wish(action, Verdict.APPROVE, visitor, through, wish, signed);
    }

    Desk.Wish wish(
            ActionId action, Verdict verdict, Visitor visitor, Channel through, Wish wish, @Nullable Decision signed) {
        return new Desk.Wish(
                action,
                verdict,
                visitor.name(),
                visitor.roles(),
                visitor.approves(),
                through,
                wish.digest(),
                wish.reason(),
                until(verdict, wish),
                signed);
    }

    private @Nullable Instant until(Verdict verdict, Wish wish) {
        if (wish.until() == null && wish.lasting() == null) {
            return null;
        }
        return switch (verdict) {
            case SNOOZE -> Term.SNOOZE.end(wish.until(), wish.lasting(), clock.instant());
            case APPROVE -> Term.APPROVAL.end(wish.until(), wish.lasting(), clock.instant());
            case REJECT, REVOKE, EXPIRED, WITHDRAWN ->
                throw new Refusal(HttpStatus.BAD_REQUEST, "only an approval or a snooze ends by itself", "until");
        };
    }
}
