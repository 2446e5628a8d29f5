package dev.tickbird.schemas.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much a finding matters, least first. */
public enum Severity {
    INFO(0),
    WARNING(1),
    CRITICAL(2),
    EMERGENCY(3);

    private final int rank;

    Severity(int rank) {
        this.rank = rank;
    }

    /** For sorting in a database: grows with how much it matters, never changes. */
    public int rank() {
        return rank;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Severity of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
