package dev.tickbird.schemas.finding;

/**
 * Where a finding is in its life.
 *
 * <pre>
 * PENDING → OPEN → RESOLVED
 *    └──────┴─⇄ UNKNOWN
 * </pre>
 */
public enum FindingState {
    /** True, but not yet for the rule's {@code for} time. */
    PENDING,
    OPEN,
    /** False for the rule's {@code clear} time. */
    RESOLVED,
    /** The telemetry that would tell is missing. */
    UNKNOWN
}
