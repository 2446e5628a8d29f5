package dev.tickbird.executor.run;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would build an index again as it is, expressions and conditions included, while reads and writes go on. */
record IndexAgain(Catalog catalog) {
    /**
     * A part of an index that spans partitions.
     *
     * @param attach what makes it one
     */
    private record Part(String definition, boolean partitioned, String attach) {}

    /** Statement by statement, each ended by a semicolon where there are several; empty for one that is gone. */
    Optional<String> statements(long index, boolean spansPartitions) throws SQLException {
        Optional<String> definition =
                catalog.all("definition", row -> Optional.ofNullable(row.getString("definition")), index).stream()
                        .flatMap(Optional::stream)
                        .findFirst();
        if (definition.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(spansPartitions ? parts(index, definition.get()) : concurrently(definition.get()));
    }

    private String parts(long index, String whole) throws SQLException {
        List<Part> parts = catalog.all(
                "tree",
                row -> new Part(
                        row.getString("definition"),
                        row.getBoolean("partitioned"),
                        "ALTER INDEX " + Identifier.qualified(row.getString("parent_schema"), row.getString("parent"))
                                + " ATTACH PARTITION "
                                + Identifier.qualified(row.getString("schema"), row.getString("name"))),
                index);
        if (parts.size() > TableDocument.MOST_PARTITIONS) {
            return atOnce(whole);
        }
        List<String> statements = new ArrayList<>(List.of(whole));
        for (Part part : parts) {
            statements.add(part.partitioned() ? part.definition() : concurrently(part.definition()));
            statements.add(part.attach());
        }
        return String.join(";\n", statements) + ";";
    }

    private static String concurrently(String definition) {
        return definition.replaceFirst("^CREATE (UNIQUE )?INDEX ", "CREATE $1INDEX CONCURRENTLY ");
    }

    /** While writes wait: of too many parts to name them all. */
    private static String atOnce(String definition) {
        return definition.replaceFirst("^(CREATE (?:UNIQUE )?INDEX (?:\"(?:[^\"]|\"\")*\"|[^ \"]+) ON )ONLY ", "$1");
    }
}
