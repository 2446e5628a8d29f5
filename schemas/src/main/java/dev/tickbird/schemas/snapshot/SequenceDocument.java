package dev.tickbird.schemas.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * One sequence.
 *
 * @param type {@code smallint}, {@code integer}, {@code bigint}
 * @param lastValue null when it was never called or may not be read
 * @param tableSchema schema, table and column that it feeds (owned by, identity or default); null when none is known
 * @param columnType that column's type; the narrower of both is the limit
 */
public record SequenceDocument(
        long oid,
        String schema,
        String name,
        String type,
        long minimum,
        long maximum,
        long increment,
        boolean cycle,
        @Nullable Long lastValue,
        @Nullable String tableSchema,
        @Nullable String table,
        @Nullable String column,
        @Nullable String columnType) {}
