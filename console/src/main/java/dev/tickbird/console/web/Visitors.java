package dev.tickbird.console.web;

import dev.tickbird.console.web.Session.Visitor;
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
}
