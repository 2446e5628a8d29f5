package dev.tickbird.postgres;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where an agent finds a password. The fleet file holds these, never a password. */
public sealed interface CredentialReference {
    /** The reference as it is written in the fleet file and in {@code credentials.yml}. */
    String text();

    /** An environment variable of the agent. */
    record Environment(String name) implements CredentialReference {
        @Override
        public String text() {
            return "env:" + name;
        }
    }

    /** A file that holds the password alone; a line end after it does not count. */
    record PasswordFile(Path path) implements CredentialReference {
        @Override
        public String text() {
            return "file:" + path;
        }
    }

    /** The password file of libpq: {@code PGPASSFILE}, else {@code ~/.pgpass}. */
    record Pgpass() implements CredentialReference {
        @Override
        public String text() {
            return "pgpass";
        }
    }

    /** Reads a reference; fails with what is expected, without repeating the text, which may be a password put there by mistake. */
    static CredentialReference parse(String text) {
        if (text.equals("pgpass")) {
            return new Pgpass();
        }
        if (text.startsWith("env:") && text.length() > "env:".length()) {
            return new Environment(text.substring("env:".length()));
        }
        if (text.startsWith("file:")) {
            try {
                Path path = Path.of(text.substring("file:".length()));
                if (path.isAbsolute()) {
                    return new PasswordFile(path);
                }
            } catch (InvalidPathException e) {
                throw new CredentialException("a credential reference with 'file:' holds no valid path", e);
            }
            throw new CredentialException("a credential reference with 'file:' must name an absolute path");
        }
        throw new CredentialException(
                "a credential must be a reference: 'env:NAME', 'file:/path' or 'pgpass', never a password itself");
    }
}
