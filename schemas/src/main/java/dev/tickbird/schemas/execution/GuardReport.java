package dev.tickbird.schemas.execution;

import dev.tickbird.schemas.common.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * What one guard of the executor says.
 *
 * @param guard its name, e.g. {@code standby}
 * @param verdict {@code go}, {@code wait} or {@code refuse}
 * @param reason one sentence; null for go
 */
public record GuardReport(
        String guard, String verdict, @Nullable String reason) {
    public GuardReport {
        Immutable.required(guard, "guard");
        Immutable.required(verdict, "verdict");
    }
}
