package dev.tickbird.schemas.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies an action. One per finding, episode and digest. */
public record ActionId(@JsonValue String value) implements Comparable<ActionId> {
    private static final String PREFIX = "act";

    public ActionId {
        StableId.check(PREFIX, value);
    }

    @JsonCreator
    public static ActionId of(String value) {
        return new ActionId(value);
    }

    /** The identifier that these parts always have. */
    public static ActionId from(String... parts) {
        return new ActionId(StableId.of(PREFIX, parts));
    }

    @Override
    public int compareTo(ActionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
