package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;
import java.util.Map;

/**
 * What PostgreSQL's settings should be, in a scope. An empty scope is the whole fleet.
 *
 * @param instances patterns
 * @param tags tag keys and values that the instance must have
 * @param values setting name to value, as in postgresql.conf
 */
public record SettingsBaseline(List<String> instances, Map<String, String> tags, Map<String, String> values) {
    public SettingsBaseline {
        instances = Immutable.list(instances);
        tags = Immutable.map(tags);
        values = Immutable.map(values);
    }
}
