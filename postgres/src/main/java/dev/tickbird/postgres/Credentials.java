package dev.tickbird.postgres;

import dev.tickbird.schemas.fleet.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Resolves credential references on this machine, after asking the bindings whether the host may have them. */
public final class Credentials {
    private final CredentialBindings bindings;
    private final Map<String, String> environment;
    private final Path pgpass;

    /**
     * Credentials as an agent finds them.
     *
     * @param environment the agent's environment variables
     * @param pgpass libpq's password file
     */
    public Credentials(CredentialBindings bindings, Map<String, String> environment, Path pgpass) {
        this.bindings = bindings;
        this.environment = Map.copyOf(environment);
        this.pgpass = pgpass;
    }

    /** With this process's environment and {@code PGPASSFILE}, else {@code ~/.pgpass}. */
    public static Credentials ofThisProcess(CredentialBindings bindings) {
        Map<String, String> environment = System.getenv();
        return new Credentials(bindings, environment, PgpassFile.location(environment));
    }

    /** The password source of a login; nothing is read before a connection asks for it. */
    public PasswordSource of(Login login) {
        CredentialReference reference = CredentialReference.parse(login.credential());
        return (endpoint, database, user) -> {
            bindings.require(reference, endpoint);
            return resolve(reference, endpoint, database, user);
        };
    }

    private Secret resolve(CredentialReference reference, Endpoint endpoint, String database, String user) {
        return switch (reference) {
            case CredentialReference.Environment(String name) -> {
                String value = environment.get(name);
                if (value == null || value.isEmpty()) {
                    throw new CredentialException(
                            "environment variable " + name + " (credential " + reference.text() + ") is not set");
                }
                yield Secret.of(value);
            }
            case CredentialReference.PasswordFile(Path path) -> file(path);
            case CredentialReference.Pgpass() ->
                PgpassFile.read(pgpass)
                        .password(endpoint, database, user)
                        .orElseThrow(
                                () -> new CredentialException("file " + pgpass + " (credential pgpass) has no line for "
                                        + endpoint.host() + ":" + endpoint.port() + ":" + database + ":" + user));
        };
    }

    private static Secret file(Path path) {
        try {
            String text = Files.readString(path).replaceFirst("\\R$", "");
            if (text.isEmpty()) {
                throw new CredentialException("file " + path + " (credential file:" + path + ") is empty");
            }
            return Secret.of(text);
        } catch (IOException e) {
            throw new CredentialException(
                    "file " + path + " (credential file:" + path + ") cannot be read by this agent", e);
        }
    }
}
