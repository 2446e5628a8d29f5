package dev.tickbird.executor.guard;

import java.util.List;

/**
 * The role that would run the statement.
 *
 * @param powers what it must not have: {@code SUPERUSER}, {@code BYPASSRLS}, dangerous predefined roles …
 * @param memberships predefined roles whose rights it has
 */
public record LoginFacts(String name, boolean exists, List<String> powers, List<String> memberships) {
    public LoginFacts {
        powers = List.copyOf(powers);
        memberships = List.copyOf(memberships);
    }
}
