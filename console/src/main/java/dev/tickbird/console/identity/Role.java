package dev.tickbird.console.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What people may do; each may do what those before it may. Other words among a user's roles are for the policies of the fleet file. */
public enum Role {
    /** Reads everything. */
    VIEWER,
    /** Acknowledges, waives, snoozes, rehearses, and stops what runs. */
    OPERATOR,
    /** Approves, rejects and revokes. */
    APPROVER,
    /** Looks after the console itself: dead letters. */
    ADMIN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that label. */
    public static Optional<Role> of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }

    /** Whether one of the roles is this or one that may more. */
    public boolean isIn(Collection<String> roles) {
        for (Role role : values()) {
            if (role.compareTo(this) >= 0 && roles.contains(role.label())) {
                return true;
            }
        }
        return false;
    }
}
