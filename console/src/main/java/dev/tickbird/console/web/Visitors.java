package dev.tickbird.console.web;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.web.Session.Visitor;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.wire.UnreadableException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;

/** Who asks, and what they may. */
final class Visitors {
    private static final String VIEWER = "viewer";

    private Visitors() {}

    /** The visitor, who must have the role; whoever may do anything may also look. */
    static Visitor require(HttpRequest<?> request, String role) {
        Visitor visitor = request.getAttribute(Guard.VISITOR, Visitor.class)
                .orElseThrow(() -> new Refusal(HttpStatus.UNAUTHORIZED, "log in first", null));
        boolean allowed =
                visitor.may(role) || (role.equals(VIEWER) && !visitor.roles().isEmpty());
        if (!allowed) {
            throw new Refusal(
                    HttpStatus.FORBIDDEN,
                    "this needs the role '" + role + "'; " + visitor.name() + " has " + visitor.roles(),
                    null);
        }
        return visitor;
    }

    /** Decides, and says no as a problem. */
    static Decision decide(Desk desk, Desk.Wish wish) {
        try {
            return desk.decide(wish);
        } catch (Desk.Refused e) {
            throw new Refusal(
                    e.missing() ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT, String.valueOf(e.getMessage()), null);
        } catch (UnreadableException e) {
            throw new Refusal(HttpStatus.FORBIDDEN, String.valueOf(e.getMessage()), "signed");
        }
    }
}
