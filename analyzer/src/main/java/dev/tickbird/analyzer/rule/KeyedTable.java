package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.List;
import java.util.Optional;

/**
 * A table with a primary key of one column, as others may refer to it.
 *
 * @param column the key's name
 * @param type the key's type
 */
public record KeyedTable(long oid, String schema, String name, String column, String type) {
    /** Empty for a table without such a key, for a partition and for a table of an extension. */
    public static Optional<KeyedTable> of(TableDocument table) {
        if (table.parentOid() != null || table.extension() != null) {
            return Optional.empty();
        }
        List<Integer> key = table.indexes().stream()
                .filter(IndexDocument::primary)
                .findFirst()
                .map(IndexDocument::keyColumns)
                .orElse(List.of());
        return key.size() != 1
                ? Optional.empty()
                : table.columns().stream()
                        .filter(column -> column.number() == key.getFirst())
                        .findFirst()
                        .map(column -> of(table, column));
    }

    private static KeyedTable of(TableDocument table, ColumnDocument column) {
        return new KeyedTable(table.oid(), table.schema(), table.name(), column.name(), column.type());
    }
}
