package dev.tickbird.runtime.security;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a key may sign. A key has one purpose only. */
public enum KeyPurpose {
    /** Targets and configuration. */
    FLEET,
    /** Orders. */
    CONSOLE,
    /** Outcomes, as a chain. */
    EXECUTOR,
    /** A person's decisions. */
    APPROVER,
    /** An outside workflow engine's decisions. */
    ENGINE;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static KeyPurpose of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
