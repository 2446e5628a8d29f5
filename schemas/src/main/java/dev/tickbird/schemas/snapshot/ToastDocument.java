package dev.tickbird.schemas.snapshot;

/** A table's TOAST relation: {@code pg_class} and its counters. */
public record ToastDocument(
        long oid, long pages, double tuples, long frozenXid, long minMultiXact, long live, long dead) {}
