package dev.tickbird.schemas.fleet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What Tickbird may do with an instance, least first. */
public enum Mode {
    /** Findings only. */
    OBSERVE,
    /** Findings and proposals. */
    PROPOSE,
    /** Also runs what was approved. */
    EXECUTE;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Mode of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
