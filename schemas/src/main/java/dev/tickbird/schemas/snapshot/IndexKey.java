package dev.tickbird.schemas.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * One key column of an index.
 *
 * @param column attribute number in the table; 0 for an expression
 * @param expression the expression's text; null for a plain column (or when the table was locked)
 * @param operatorClass qualified name, e.g. {@code pg_catalog.int4_ops}
 * @param collation qualified name; null for types without one
 * @param options {@code indoption}: bit 0 DESC, bit 1 NULLS FIRST
 * @param expressionColumn what an expression yields, with its statistics; null for a plain column
 */
public record IndexKey(
        int column,
        @Nullable String expression,
        String operatorClass,
        @Nullable String collation,
        int options,
        @Nullable ColumnDocument expressionColumn) {}
