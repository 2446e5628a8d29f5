package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Nothing new starts. Anybody who may write to the topic may pause; lifting a pause needs a signature.
 *
 * @param scope what it covers
 * @param value {@code key=value} for a tag, the name for an instance; null for the fleet
 * @param by who paused
 * @param reason why
 * @param at when it began
 */
public record Pause(PauseScope scope, @Nullable String value, String by, String reason, Instant at) {
    public Pause {
        Immutable.required(scope, "scope");
        Immutable.required(by, "by");
        if (scope != PauseScope.FLEET) {
            Immutable.required(value, "value");
        }
    }

    /** Whether it holds for this target. */
    public boolean covers(TargetSpec target) {
        return switch (scope) {
            case FLEET -> true;
            case INSTANCE -> target.instance().value().equals(value);
            case TAG ->
                target.tags().entrySet().stream().anyMatch(tag -> (tag.getKey() + "=" + tag.getValue()).equals(value));
        };
    }
}
