package dev.tickbird.alerter.routing;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What routes and silences look at.
 *
 * @param database null for what concerns the whole server
 */
public record Traits(
        Severity severity,
        String rule,
        InstanceId instance,
        @Nullable String database,
        Map<String, String> tags) {
    public Traits {
        tags = Map.copyOf(tags);
    }
}
