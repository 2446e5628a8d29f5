package dev.tickbird.schemas.decision;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;

/**
 * Who decides.
 *
 * @param name a user name, a policy's name, or an engine's registered name
 * @param kind what kind of decider it is
 * @param roles what the console knew of a person's roles at that time
 */
public record Principal(String name, PrincipalKind kind, List<String> roles) {
    public Principal {
        Immutable.required(name, "by.name");
        Immutable.required(kind, "by.kind");
        roles = Immutable.list(roles);
    }
}
