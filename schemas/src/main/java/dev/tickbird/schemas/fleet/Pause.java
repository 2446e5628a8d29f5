package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
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
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    public Pause {
        Immutable.required(scope, "scope");
        Immutable.required(by, "by");
        Immutable.required(at, "at");
        if (scope != PauseScope.FLEET) {
            Immutable.required(value, "value");
        }
    }

    /** A key of the topic {@code config} for it; every pause has one of its own, so that what lifted another cannot lift it. */
    public String key(UUID id) {
        return covered() + "." + id;
    }

    /** Whether it may stand under this key: whoever takes a pause's place may not cover less. */
    public boolean fits(String key) {
        String prefix = covered() + ".";
        return key.startsWith(prefix)
                && ID.matcher(key.substring(prefix.length())).matches();
    }

    private String covered() {
        return switch (scope) {
            case FLEET -> "pause.fleet";
            case INSTANCE -> "pause.instance." + value;
            case TAG -> "pause.tag." + value;
        };
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
