package dev.tickbird.schemas.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies a finding. The same problem keeps the same identifier for as long as it lasts, and when it comes back. */
public record FindingId(@JsonValue String value) implements Comparable<FindingId> {
    private static final String PREFIX = "fnd";

    public FindingId {
        StableId.check(PREFIX, value);
    }

    @JsonCreator
    public static FindingId of(String value) {
        return new FindingId(value);
    }

    /** The identifier that these parts always have. */
    public static FindingId from(String... parts) {
        return new FindingId(StableId.of(PREFIX, parts));
    }

    @Override
    public int compareTo(FindingId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
