package dev.tickbird.analyzer.lifecycle;

import dev.tickbird.schemas.common.Severity;

/**
 * A level whose condition holds.
 *
 * @param afterMillis for how long it must hold
 * @param began the tick clock when it began to hold, in milliseconds
 */
public record Hold(Severity severity, long afterMillis, long began) {
    boolean reached(long clock) {
        return clock - began >= afterMillis;
    }
}
