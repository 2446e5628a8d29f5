package dev.tickbird.cli.fleet;

import dev.tickbird.cli.fleet.FleetYaml.Account;
import dev.tickbird.postgres.CredentialException;
import dev.tickbird.postgres.CredentialReference;
import dev.tickbird.schemas.fleet.Login;
import org.jspecify.annotations.Nullable;

/** Reads the logins of one instance: user and credential may come from different places. Never repeats a credential that is none. */
final class LoginReader {
    private static final String REFERENCE = "\"env:NAME\", \"file:/path\" or \"pgpass\"";

    private final String path;
    private final Complaints complaints;

    LoginReader(String path, Complaints complaints) {
        this.path = path;
        this.complaints = complaints;
    }

    @Nullable
    Login required(String key, @Nullable Account own, @Nullable Account common) {
        if (own == null && common == null) {
            complaints.error(
                    path,
                    "the key \"" + key + "\" is missing: add " + key + ": {user: …, credential: …} here or in defaults"
                            + " (tickbird setup-sql prints the role)");
            return null;
        }
        return optional(key, own, common);
    }

    /** Null when there is none, or after a complaint. */
    @Nullable
    Login optional(String key, @Nullable Account own, @Nullable Account common) {
        if (own == null && common == null) {
            return null;
        }
        String user = own != null && own.user() != null ? own.user() : common == null ? null : common.user();
        boolean mine = own != null && own.credential() != null;
        String credential = own != null && mine ? own.credential() : common == null ? null : common.credential();
        String at = (own == null ? "defaults" : path) + "." + key;
        if (user == null || user.isEmpty()) {
            complaints.error(at, "the key \"user\" is missing: name the role");
        }
        if (credential == null) {
            complaints.error(at, "the key \"credential\" is missing: write " + REFERENCE);
        }
        if (user == null || user.isEmpty() || credential == null) {
            return null;
        }
        try {
            return new Login(user, CredentialReference.parse(credential).text());
        } catch (CredentialException e) {
            complaints.error((mine ? path : "defaults") + "." + key + ".credential", String.valueOf(e.getMessage()));
            return null;
        }
    }
}
