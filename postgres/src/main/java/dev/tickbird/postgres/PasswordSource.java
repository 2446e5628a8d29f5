package dev.tickbird.postgres;

/** Finds the password for a login; asked again for every new connection, so that a rotated one is picked up. */
@FunctionalInterface
public interface PasswordSource {
    /**
     * The password for this login.
     *
     * @throws CredentialException when there is none, or when it may not be sent to that host
     */
    Secret password(Endpoint endpoint, String database, String user);

    /** A password that is already known, such as the one of a connection URL. */
    static PasswordSource fixed(Secret secret) {
        return (endpoint, database, user) -> secret;
    }
}
