package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import java.util.List;
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
        @Nullable String table) {
    /** Whether its instance is one of those patterns and has those tags; without any pattern every instance is. */
    boolean within(List<String> patterns, Map<String, String> wanted) {
        return (patterns.isEmpty()
                        || patterns.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, instance.value())))
                && tags.entrySet().containsAll(wanted.entrySet());
    }
}
