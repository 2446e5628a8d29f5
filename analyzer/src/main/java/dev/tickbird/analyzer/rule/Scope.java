package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.InstanceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where thresholds are asked for.
 *
 * @param database null outside of a database
 * @param table {@code schema.table}; null outside of a table
 */
public record Scope(
        InstanceId instance,
        Map<String, String> tags,
        @Nullable String database,
        @Nullable String table) {}
