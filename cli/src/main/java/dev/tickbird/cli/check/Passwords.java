package dev.tickbird.cli.check;

import dev.tickbird.postgres.ConnectionPools;
import dev.tickbird.postgres.ConnectionUrl;
import dev.tickbird.postgres.CredentialBindings;
import dev.tickbird.postgres.CredentialException;
import dev.tickbird.postgres.Credentials;
import dev.tickbird.postgres.DataSources;
import dev.tickbird.postgres.PasswordSource;
import dev.tickbird.postgres.Secret;
import dev.tickbird.postgres.SessionSettings;
import dev.tickbird.schemas.fleet.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where a command line finds a password, as libpq does: the URL, PGPASSWORD, the password file. */
public final class Passwords {
    private static final String REFERENCE = "pgpass";

    private Passwords() {}

    public static ConnectionUrl complete(ConnectionUrl url) {
        if (url.password() != null) {
            return url;
        }
        String given = System.getenv("PGPASSWORD");
        if (given != null && !given.isEmpty()) {
            return url.withPassword(Secret.of(given));
        }
        return fromFile(url);
    }

    static ConnectionPools pools(ConnectionUrl url) {
        Secret password = url.password();
        return new ConnectionPools(
                "check",
                database -> DataSources.dataSource(
                        url.endpoint(),
                        url.authentication(),
                        SessionSettings.monitoring("tickbird check"),
                        database,
                        url.user(),
                        password == null ? null : PasswordSource.fixed(password)));
    }

    /** A password file that has no line for this login is no error: the server may ask for none. */
    private static ConnectionUrl fromFile(ConnectionUrl url) {
        String named = System.getenv("PGPASSFILE");
        Path file = named == null ? Path.of(System.getProperty("user.home", ""), ".pgpass") : Path.of(named);
        if (!Files.exists(file)) {
            return url;
        }
        CredentialBindings here = CredentialBindings.of(
                "the command line", Map.of(REFERENCE, List.of(url.endpoint().host())));
        try {
            return url.withPassword(Credentials.ofThisProcess(here)
                    .of(new Login(url.user(), REFERENCE))
                    .password(url.endpoint(), url.database(), url.user()));
        } catch (CredentialException e) {
            if (String.valueOf(e.getMessage()).contains("has no line")) {
                return url;
            }
            throw e;
        }
    }
}
