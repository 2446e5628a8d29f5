package dev.tickbird.executor.run;

import dev.tickbird.executor.action.TreeFacts;
import dev.tickbird.schemas.action.IndexPartition;
import java.sql.SQLException;
import java.util.List;

/** Looks at what lies below a partitioned table, and at the parts of an index on it. */
final class TreeReader {
    private TreeReader() {}

    static TreeFacts read(Catalog catalog, long table, List<IndexPartition> parts, String role) throws SQLException {
        List<TreeFacts.Member> members = catalog.all(
                "partitions",
                row -> new TreeFacts.Member(
                        row.getLong("oid"),
                        row.getString("schema"),
                        row.getString("name"),
                        row.getBoolean("partitioned"),
                        row.getBoolean("indexable"),
                        row.getLong("bytes"),
                        row.getBoolean("owned")),
                table,
                role);
        List<TreeFacts.Part> found = catalog.all(
                "parts",
                row -> new TreeFacts.Part(
                        row.getString("schema"),
                        row.getString("name"),
                        row.getLong("table_oid"),
                        row.getBoolean("valid"),
                        row.getBoolean("building"),
                        row.getString("attached")),
                names(catalog, parts.stream().map(IndexPartition::schema).toList()),
                names(catalog, parts.stream().map(IndexPartition::name).toList()));
        return new TreeFacts(members, found);
    }

    private static Object names(Catalog catalog, List<String> names) throws SQLException {
        return catalog.connection().createArrayOf("text", names.toArray());
    }
}
