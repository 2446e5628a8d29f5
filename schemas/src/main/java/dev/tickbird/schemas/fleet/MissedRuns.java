package dev.tickbird.schemas.fleet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a run that did not begin in time. */
public enum MissedRuns {
    /** Nothing: the next one is due when it is due. */
    SKIP,
    /** One run in its place, at once. */
    ONCE;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static MissedRuns of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
