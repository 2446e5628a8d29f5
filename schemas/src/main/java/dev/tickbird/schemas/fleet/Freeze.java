package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nothing begins.
 *
 * @param name shown where something waits for its end
 * @param from its first moment
 * @param until its end
 * @param instances patterns; empty for all
 * @param tags tag keys and values that the instance must have
 * @param reason for people
 */
public record Freeze(
        String name,
        Instant from,
        Instant until,
        List<String> instances,
        Map<String, String> tags,
        @Nullable String reason) {
    public Freeze {
        Immutable.required(name, "freeze.name");
        Immutable.required(from, "freeze.from");
        Immutable.required(until, "freeze.until");
        instances = Immutable.list(instances);
        tags = Immutable.map(tags);
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("field 'freeze.until' is " + until + ", which is not after " + from);
        }
    }

    public boolean covers(InstanceId instance, Map<String, String> instanceTags, Instant at) {
        return !at.isBefore(from)
                && at.isBefore(until)
                && (instances.isEmpty()
                        || instances.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, instance.value())))
                && instanceTags.entrySet().containsAll(tags.entrySet());
    }
}
