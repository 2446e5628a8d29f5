package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Other thresholds for a rule, in a scope. An empty scope is the whole fleet.
 *
 * @param rule the rule's id
 * @param instances patterns
 * @param tags tag keys and values that the instance must have
 * @param database pattern; null for all
 * @param table pattern over {@code schema.table}; null for all
 * @param values threshold name to value; the rule's page lists them
 * @param enabled false switches the rule off in this scope; null leaves it
 */
public record ThresholdOverride(
        String rule,
        List<String> instances,
        Map<String, String> tags,
        @Nullable String database,
        @Nullable String table,
        Map<String, String> values,
        @Nullable Boolean enabled) {
    public ThresholdOverride {
        Immutable.required(rule, "thresholds.rule");
        instances = Immutable.list(instances);
        tags = Immutable.map(tags);
        values = Immutable.map(values);
    }
}
