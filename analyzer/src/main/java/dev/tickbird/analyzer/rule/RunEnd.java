package dev.tickbird.analyzer.rule;

/** How a run of a schedule ended. */
public enum RunEnd {
    DONE,
    /** It did not begin in time. */
    MISSED,
    FAILED
}
