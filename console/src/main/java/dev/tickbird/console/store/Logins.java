package dev.tickbird.console.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is logged in through the pages, and what an identity provider said about people. All consoles of one database share it. */
public final class Logins {
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final Store store;

    public Logins(Store store) {
        this.store = store;
    }

    /**
     * Somebody who is logged in.
     *
     * @param provider whether an identity provider knows them, not the console's configuration
     */
    public record Login(String name, boolean provider) {}

    /** Somebody whom an identity provider knows. */
    public record Person(String name, List<String> roles, Instant seenAt) {}

    /** Keeps a login, and forgets those that have ended. */
    public void begin(String cookieSha256, Login login, Instant now, Instant expires) {
        store.inTransaction(connection -> {
            Rows.update(connection, "DELETE FROM login WHERE expires_at < ?", now);
            Rows.update(
                    connection,
                    "INSERT INTO login VALUES (?, ?, ?, ?, ?, ?)",
                    cookieSha256,
                    login.name(),
                    login.provider(),
                    now,
                    now,
                    expires);
        });
    }

    /** The login of a cookie that has not ended, nor been unused for too long. */
    public Optional<Login> of(String cookieSha256, Instant now, Duration idle) {
        return store.transaction(connection -> {
            Optional<Login> found = Rows.one(
                    connection,
                    "SELECT name, provider FROM login WHERE cookie_sha256 = ? AND expires_at > ? AND seen_at > ?",
                    row -> new Login(row.getString("name"), row.getBoolean("provider")),
                    cookieSha256,
                    now,
                    now.minus(idle));
            if (found.isPresent()) {
                Rows.update(
                        connection,
                        "UPDATE login SET seen_at = ? WHERE cookie_sha256 = ? AND seen_at < ?",
                        now,
                        cookieSha256,
                        now.minus(SEEN_EVERY));
            }
            return found;
        });
    }

    public void end(String cookieSha256) {
        store.inTransaction(
                connection -> Rows.update(connection, "DELETE FROM login WHERE cookie_sha256 = ?", cookieSha256));
    }

    /** Notes what an identity provider said. */
    public void remember(Person person) {
        store.inTransaction(connection -> Rows.update(
                connection,
                "INSERT INTO person VALUES (?, ?::text[], ?) ON CONFLICT (name) DO UPDATE SET roles = excluded.roles,"
                        + " seen_at = excluded.seen_at",
                person.name(),
                array(connection, person.roles()),
                person.seenAt()));
    }

    public Optional<Person> person(String name) {
        return store.transaction(connection ->
                Rows.one(connection, "SELECT name, roles, seen_at FROM person WHERE name = ?", Logins::person, name));
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("name"),
                List.of((String[]) row.getArray("roles").getArray()),
                row.getTimestamp("seen_at").toInstant());
    }

    private static Array array(Connection connection, List<String> words) throws SQLException {
        return connection.createArrayOf("text", words.toArray());
    }
}
