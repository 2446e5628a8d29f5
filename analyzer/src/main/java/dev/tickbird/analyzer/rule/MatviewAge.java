package dev.tickbird.analyzer.rule;

import java.time.Instant;

/**
 * How old a materialized view's content is.
 *
 * @param refreshed the last refresh that we saw; where none was seen, the start of our watch
 * @param seen whether it was seen
 * @param changedRows rows changed since in what it reads
 */
public record MatviewAge(Instant refreshed, boolean seen, long changedRows) {}
