package dev.tickbird.schemas.decision;

/** What kind of decider it is. */
public enum PrincipalKind {
    PERSON,
    POLICY,
    ENGINE,
    /** The console itself, for expiry and withdrawal. */
    CONSOLE
}
