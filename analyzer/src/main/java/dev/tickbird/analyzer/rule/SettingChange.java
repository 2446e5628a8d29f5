package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.Setting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A setting that changed while we watched.
 *
 * @param before null when it had its default
 * @param now null when it has its default
 * @param at the first reading with the new value
 */
public record SettingChange(
        @Nullable Setting before, @Nullable Setting now, Instant at) {}
