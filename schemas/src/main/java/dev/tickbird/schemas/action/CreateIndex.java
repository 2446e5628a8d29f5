package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code CREATE INDEX CONCURRENTLY}. Never {@code IF NOT EXISTS}: that succeeds on top of an invalid index.
 *
 * @param schema the schema of table and index
 * @param table the table to be indexed
 * @param name the new index's name
 * @param method e.g. {@code btree}
 * @param columns key columns in order
 * @param include columns that are only carried
 * @param unique true for a unique index
 * @param whereNotNull makes a partial index over rows where this column is not null; null for all rows
 */
public record CreateIndex(
        String schema,
        String table,
        String name,
        String method,
        List<IndexColumn> columns,
        List<String> include,
        boolean unique,
        @Nullable String whereNotNull)
        implements Action {
    public CreateIndex {
        Immutable.required(schema, "schema");
        Immutable.required(table, "table");
        Immutable.required(name, "name");
        Immutable.required(method, "method");
        columns = Immutable.list(columns);
        include = Immutable.list(include);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("field 'columns' is empty: an index needs at least one");
        }
    }

    @Override
    public String type() {
        return "create-index";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        String keys = columns.stream().map(IndexColumn::sql).collect(Collectors.joining(", "));
        String carried =
                include.stream().map(column -> new Identifier(column).sql()).collect(Collectors.joining(", "));
        return List.of("CREATE " + (unique ? "UNIQUE " : "") + "INDEX CONCURRENTLY " + new Identifier(name).sql()
                + " ON "
                + Identifier.qualified(schema, table) + " USING " + new Identifier(method).sql() + " (" + keys + ")"
                + (carried.isEmpty() ? "" : " INCLUDE (" + carried + ")")
                + (whereNotNull == null ? "" : " WHERE " + new Identifier(whereNotNull).sql() + " IS NOT NULL"));
    }

    @Override
    public Risk risk() {
        return Risk.MEDIUM;
    }

    @Override
    public String locks() {
        return SHARE_UPDATE_EXCLUSIVE.formatted(Identifier.qualified(schema, table))
                + " It waits for older transactions and makes every later write a little dearer.";
    }

    @Override
    public Undo undo() {
        return new Undo.ByAction(
                "Drop the new index.", new DropIndex(schema, name, table, DropReason.UNDO, null, null));
    }

    @Override
    public String object() {
        return Identifier.qualified(schema, name);
    }
}
