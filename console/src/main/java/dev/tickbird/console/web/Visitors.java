package dev.tickbird.console.web;

import dev.tickbird.console.identity.Role;
import dev.tickbird.console.web.Session.Visitor;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;

/** Who asks, and what they may. */
public final class Visitors {
    private Visitors() {}

    /** What this visitor's pages send with every change. */
    public static String formToken(HttpRequest<?> request) {
        return request.getAttribute(Guard.FORM_TOKEN, String.class).orElse("");
    }

    /** The visitor, who must have the role or one that may more; whoever has any role may look. */
    public static Visitor require(HttpRequest<?> request, Role role) {
        Visitor visitor = request.getAttribute(Guard.VISITOR, Visitor.class)
                .orElseThrow(() -> new Refusal(HttpStatus.UNAUTHORIZED, "log in first", null));
        if (!visitor.may(role)) {
            throw new Refusal(
                    HttpStatus.FORBIDDEN,
                    "this needs the role '" + role.label() + "'; " + visitor.name() + " has " + visitor.roles(),
                    null);
        }
        return visitor;
    }
}
