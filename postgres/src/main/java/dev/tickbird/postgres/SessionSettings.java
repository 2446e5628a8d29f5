package dev.tickbird.postgres;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How our sessions behave on a server.
 *
 * @param applicationName begins with {@code tickbird}: with our role it tells our sessions from others
 * @param readOnly {@code default_transaction_read_only}
 * @param statementTimeout the server ends a statement after this; zero for none
 * @param lockTimeout the server gives up waiting for a lock after this; zero for none
 * @param connectTimeout for the TCP connection
 * @param socketTimeout how long an answer may take before the connection is given up; zero for none
 */
public record SessionSettings(
        String applicationName,
        boolean readOnly,
        Duration statementTimeout,
        Duration lockTimeout,
        Duration connectTimeout,
        Duration socketTimeout) {
    public SessionSettings {
        if (!applicationName.startsWith("tickbird")) {
            throw new IllegalArgumentException("application name '" + applicationName + "' must begin with 'tickbird'");
        }
        if (!socketTimeout.isZero() && socketTimeout.compareTo(statementTimeout) <= 0) {
            throw new IllegalArgumentException(
                    "socket timeout " + socketTimeout + " must exceed statement timeout " + statementTimeout);
        }
    }

    /** For reading catalogs: a statement of ours never runs longer than 5 s nor waits for a lock longer than 100 ms. */
    public static SessionSettings monitoring(String applicationName) {
        return new SessionSettings(
                applicationName,
                true,
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
    }

    /** The start-up options that the server gets. */
    String options() {
        List<String> settings = List.of(
                setting("statement_timeout", statementTimeout.toMillis()),
                setting("lock_timeout", lockTimeout.toMillis()),
                setting("default_transaction_read_only", readOnly ? "on" : "off"),
                setting("jit", "off"),
                setting("search_path", "pg_catalog,pg_temp"));
        return String.join(" ", settings);
    }

    private static String setting(String name, @Nullable Object value) {
        return "-c " + name + "=" + value;
    }
}
