package dev.tickbird.schemas.fleet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a schedule does to each of its relations. */
public enum ScheduledWork {
    /** {@code ANALYZE}. */
    ANALYZE,
    /** {@code VACUUM}. */
    VACUUM,
    /** {@code REFRESH MATERIALIZED VIEW}, concurrently where that is possible. */
    REFRESH;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static ScheduledWork of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
