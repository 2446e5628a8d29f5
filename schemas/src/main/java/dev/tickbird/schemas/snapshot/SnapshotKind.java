package dev.tickbird.schemas.snapshot;

/** Whether a snapshot holds everything, or only what changed since the one before it in the same session. */
public enum SnapshotKind {
    FULL,
    DELTA
}
