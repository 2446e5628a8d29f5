package dev.tickbird.schemas.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an action may cost when it goes wrong, least first. It chooses who must approve. */
public enum Risk {
    LOW,
    MEDIUM,
    HIGH;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Risk of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    public boolean atMost(Risk other) {
        return compareTo(other) <= 0;
    }
}
