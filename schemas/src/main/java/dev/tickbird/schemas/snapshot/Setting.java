package dev.tickbird.schemas.snapshot;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pg_settings}.
 *
 * @param value as {@code pg_settings.setting}, in {@code unit}
 * @param unit e.g. {@code 8kB}, {@code ms}; null for settings without one
 * @param source e.g. {@code default}, {@code configuration file}
 * @param pendingRestart true when the file holds a value that waits for a restart
 */
public record Setting(String value, @Nullable String unit, String source, boolean pendingRestart) {
    private static final Set<String> LOGIN = Set.of("database", "user", "database user");

    /** Whether it holds for the login that read it, or its database: then it says nothing of the server. */
    public boolean ownToLogin() {
        return LOGIN.contains(source);
    }
}
