package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;

/**
 * A role to log in with. The secret itself is never here.
 *
 * @param user the role's name
 * @param credential where the agent finds the password: {@code env:NAME}, {@code file:/path} or {@code pgpass}
 */
public record Login(String user, String credential) {
    public Login {
        Immutable.required(user, "user");
        Immutable.required(credential, "credential");
        if (!credential.equals("pgpass") && !credential.startsWith("env:") && !credential.startsWith("file:")) {
            throw new IllegalArgumentException(
                    "field 'credential' must be 'pgpass', 'env:NAME' or 'file:/path', never a password itself");
        }
    }
}
