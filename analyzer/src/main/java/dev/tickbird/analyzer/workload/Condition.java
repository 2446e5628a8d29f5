package dev.tickbird.analyzer.workload;

/**
 * What a statement demands of one column, joined to its other conditions by AND.
 *
 * @param column its name as the catalog has it
 */
public record Condition(String column, Kind kind) {
    /** How an index could serve it. */
    public enum Kind {
        /** {@code =}, {@code IN}, {@code = ANY}, {@code IS NULL} against a value that is known before the table is read. */
        EQUAL,
        /** {@code =} against a column of another table. */
        JOIN,
        /** {@code <}, {@code >}, {@code BETWEEN} … */
        RANGE,
        /** {@code @@} on the column, or on {@code to_tsvector} of it. */
        TEXT_SEARCH,
        /** {@code @>}, {@code @?}: what {@code jsonb_path_ops} serves too. */
        CONTAINMENT,
        /** {@code ?}, {@code ?|}, {@code ?&}. */
        KEY_EXISTS
    }
}
