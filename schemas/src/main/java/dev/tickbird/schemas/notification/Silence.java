package dev.tickbird.schemas.notification;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import java.util.Map;

/**
 * What is not to be said, and until when.
 *
 * @param id its own key
 * @param matchers field (severity, rule, instance, database, or a tag's key) to a pattern with {@code *}; all must match
 * @param author who asked for it
 * @param comment why
 * @param from when it begins
 * @param until when it ends
 */
public record Silence(
        String id, Map<String, String> matchers, String author, String comment, Instant from, Instant until) {
    public Silence {
        Immutable.required(id, "id");
        matchers = Immutable.map(matchers);
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException(
                    "field 'matchers' is empty: a silence without a matcher would silence everything");
        }
    }
}
