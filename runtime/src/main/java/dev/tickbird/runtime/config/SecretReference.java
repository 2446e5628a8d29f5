package dev.tickbird.runtime.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a secret is, never the secret itself: {@code env:NAME}, or {@code file:/path} (its content without the line end).
 * Safe to log and to compare.
 */
public record SecretReference(@JsonValue String text) {

    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";

    @JsonCreator
    public SecretReference {
        boolean known = (text.startsWith(ENVIRONMENT) && text.length() > ENVIRONMENT.length())
                || (text.startsWith(FILE) && text.length() > FILE.length());
        if (!known) {
            // What stands here may be the secret itself: it must not be repeated.
            throw new IllegalArgumentException(
                    "a secret is never written here: write env:NAME for an environment variable or file:/path for a file");
        }
    }

    /** Reads the secret from our process's environment or from the file. */
    public String resolve() {
        return resolve(System.getenv());
    }

    String resolve(Map<String, String> environment) {
        String secret = text.startsWith(ENVIRONMENT) ? fromEnvironment(environment) : fromFile();
        if (secret.isEmpty()) {
            throw new ConfigurationException("The secret " + text + " is empty");
        }
        return secret;
    }

    private String fromEnvironment(Map<String, String> environment) {
        String name = text.substring(ENVIRONMENT.length());
        String secret = environment.get(name);
        if (secret == null) {
            throw new ConfigurationException(
                    "The environment variable " + name + " is not set, but " + text + " needs it");
        }
        return secret;
    }

    private String fromFile() {
        Path file = Path.of(text.substring(FILE.length()));
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new ConfigurationException("The secret " + text + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
