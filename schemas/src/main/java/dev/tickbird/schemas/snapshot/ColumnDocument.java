package dev.tickbird.schemas.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * One column, as {@code pg_attribute} says.
 *
 * @param number {@code attnum}, from 1
 * @param name the name; PostgreSQL's placeholder for a dropped column
 * @param type {@code format_type} without modifier, e.g. {@code bigint}; empty for a dropped column
 * @param length {@code attlen}: bytes, -1 for variable length
 * @param alignment {@code attalign}: c, s, i, d
 * @param storage {@code attstorage}: p, e, m, x
 * @param notNull {@code attnotnull}
 * @param dropped {@code attisdropped}
 * @param statistics null when the column was never analyzed or its statistics may not be read (then there is a gap)
 */
public record ColumnDocument(
        int number,
        String name,
        String type,
        int length,
        String alignment,
        String storage,
        boolean notNull,
        boolean dropped,
        @Nullable ColumnStatistics statistics) {
    /** The same column after another ANALYZE. */
    public ColumnDocument withStatistics(@Nullable ColumnStatistics others) {
        return new ColumnDocument(number, name, type, length, alignment, storage, notNull, dropped, others);
    }
}
