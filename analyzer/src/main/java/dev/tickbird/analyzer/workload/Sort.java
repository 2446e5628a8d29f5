package dev.tickbird.analyzer.workload;

/** One column of an ORDER BY, with PostgreSQL's defaults filled in. */
public record Sort(String column, boolean descending, boolean nullsFirst) {}
