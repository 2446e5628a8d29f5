package dev.tickbird.schemas.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pg_settings}.
 *
 * @param value as {@code pg_settings.setting}, in {@code unit}
 * @param unit e.g. {@code 8kB}, {@code ms}; null for settings without one
 * @param source e.g. {@code default}, {@code configuration file}
 * @param pendingRestart true when the file holds a value that waits for a restart
 */
public record Setting(String value, @Nullable String unit, String source, boolean pendingRestart) {}
