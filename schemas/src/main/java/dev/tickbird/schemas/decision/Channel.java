package dev.tickbird.schemas.decision;

/** The way by which a decision came in. */
public enum Channel {
    PAGE,
    REST,
    CLI,
    POLICY,
    ENGINE,
    CONSOLE
}
