package dev.tickbird.console.history;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the console's own history is kept.
 *
 * @param findings evidence, episodes and messages
 */
public record Retention(Duration findings) {
    private static final Duration LEAST = Duration.ofDays(3);

    public static final Retention DEFAULTS = new Retention(Duration.ofDays(90));

    public Retention {
        check("findings", findings);
    }

    @JsonCreator
    static Retention of(@JsonProperty("findings") @Nullable Duration findings) {
        return new Retention(findings == null ? DEFAULTS.findings : findings);
    }

    private static void check(String field, Duration value) {
        if (value.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "field 'history." + field + "' is " + value + ": expected at least " + LEAST + " (three days)");
        }
    }
}
