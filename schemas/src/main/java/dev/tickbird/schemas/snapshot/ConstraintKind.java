package dev.tickbird.schemas.snapshot;

/** {@code pg_constraint.contype}. */
public enum ConstraintKind {
    PRIMARY_KEY,
    UNIQUE,
    FOREIGN_KEY,
    EXCLUSION,
    CHECK,
    NOT_NULL,
    TRIGGER
}
