package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.Severity;
import java.time.Duration;

/**
 * A severity whose condition holds now.
 *
 * @param after for how long it must hold before the finding has this severity
 */
public record Level(Severity severity, Duration after) {
    public static Level at(Severity severity) {
        return new Level(severity, Duration.ZERO);
    }
}
