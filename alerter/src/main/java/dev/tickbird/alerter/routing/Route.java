package dev.tickbird.alerter.routing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends what matches to receivers. All that is given must match; what is empty matches everything.
 *
 * @param severity at least this
 * @param rules patterns with {@code *}, such as {@code vacuum.*}; one must match
 * @param instances patterns; one must match
 * @param tags tag keys and patterns for their values
 * @param receivers names
 * @param proceed true: the routes after it are looked at as well
 */
public record Route(
        Severity severity,
        List<String> rules,
        List<String> instances,
        Map<String, String> tags,
        List<String> receivers,
        boolean proceed) {
    public Route {
        rules = List.copyOf(rules);
        instances = List.copyOf(instances);
        tags = Map.copyOf(tags);
        receivers = List.copyOf(receivers);
    }

    @JsonCreator
    static Route of(
            @JsonProperty("severity") @Nullable Severity severity,
            @JsonProperty("rules") @Nullable List<String> rules,
            @JsonProperty("instances") @Nullable List<String> instances,
            @JsonProperty("tags") @Nullable Map<String, String> tags,
            @JsonProperty("receivers") @Nullable List<String> receivers,
            @JsonProperty("proceed") @Nullable Boolean proceed) {
        return new Route(
                severity == null ? Severity.INFO : severity,
                rules == null ? List.of() : rules,
                instances == null ? List.of() : instances,
                tags == null ? Map.of() : tags,
                receivers == null ? List.of() : receivers,
                proceed != null && proceed);
    }

    boolean matches(Traits traits) {
        return traits.severity().atLeast(severity)
                && any(rules, traits.rule())
                && any(instances, traits.instance().value())
                && tags.entrySet().stream().allMatch(tag -> {
                    String value = traits.tags().get(tag.getKey());
                    return value != null && DatabaseSelection.matches(tag.getValue(), value);
                });
    }

    private static boolean any(List<String> patterns, String value) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, value));
    }
}
