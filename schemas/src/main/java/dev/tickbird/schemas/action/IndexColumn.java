package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;

/**
 * One key column of an index to be created.
 *
 * @param column its name
 * @param descending DESC
 * @param nullsFirst NULLS FIRST; PostgreSQL's default is nulls last for ascending and nulls first for descending columns
 */
public record IndexColumn(String column, boolean descending, boolean nullsFirst) {
    public IndexColumn {
        Immutable.required(column, "column");
    }

    public static IndexColumn ascending(String column) {
        return new IndexColumn(column, false, false);
    }

    /** The key as a statement needs it. */
    public String sql() {
        String order = descending ? " DESC" : "";
        String nulls = nullsFirst == descending ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST";
        return new Identifier(column).sql() + order + nulls;
    }
}
