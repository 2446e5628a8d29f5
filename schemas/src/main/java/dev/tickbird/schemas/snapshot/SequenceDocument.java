package dev.tickbird.schemas.snapshot;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One sequence.
 *
 * @param oid {@code pg_class.oid}
 * @param schema the schema's name
 * @param name its name
 * @param type {@code smallint}, {@code integer}, {@code bigint}
 * @param minimum {@code seqmin}
 * @param maximum {@code seqmax}
 * @param increment by how much it grows
 * @param cycle whether it begins anew at its end
 * @param readable whether our login may read its last value
 * @param lastValue null when it was never called, may not be read, or was locked by another session
 * @param tableSchema schema, table and column that it feeds (owned by, identity or default); null when none is known
 * @param table the table that it feeds; null when none is known
 * @param column the column that it feeds; null when none is known
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
        boolean readable,
        @Nullable Long lastValue,
        @Nullable String tableSchema,
        @Nullable String table,
        @Nullable String column,
        @Nullable String columnType) {
    /** The last value that both the sequence and the column can hold. */
    public long end() {
        long most = most(columnType);
        return increment > 0 ? Math.min(maximum, most) : Math.max(minimum, -most - 1);
    }

    /** The share of what can be held that is used, from 0 to 1; empty when its last value is unknown. */
    public OptionalDouble usedShare() {
        if (lastValue == null) {
            return OptionalDouble.empty();
        }
        double start = increment > 0 ? minimum : maximum;
        return OptionalDouble.of((lastValue - start) / (end() - start));
    }

    /** The most that an integer type can hold. */
    public static long most(@Nullable String type) {
        if (type == null) {
            return Long.MAX_VALUE;
        }
        return switch (type) {
            case "smallint" -> Short.MAX_VALUE;
            case "integer" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }
}
