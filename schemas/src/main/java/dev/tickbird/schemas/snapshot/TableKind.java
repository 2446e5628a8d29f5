package dev.tickbird.schemas.snapshot;

/** {@code pg_class.relkind} of what holds rows. */
public enum TableKind {
    TABLE,
    PARTITIONED_TABLE,
    MATERIALIZED_VIEW
}
