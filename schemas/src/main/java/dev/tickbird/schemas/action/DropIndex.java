package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code DROP INDEX CONCURRENTLY}.
 *
 * @param schema the schema of index and table
 * @param name the index's name
 * @param table the table that it indexes
 * @param because what the executor must still find true at that time
 * @param coveredBy the index that serves instead, in the same schema; null when none is needed
 * @param rebuild what builds it again; null where that takes more than plain columns, or nobody would want it back
 */
public record DropIndex(
        String schema,
        String name,
        String table,
        DropReason because,
        @Nullable String coveredBy,
        @Nullable CreateIndex rebuild)
        implements Action {
    public DropIndex {
        Immutable.required(schema, "schema");
        Immutable.required(name, "name");
        Immutable.required(table, "table");
        Immutable.required(because, "because");
    }

    @Override
    public String type() {
        return "drop-index";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        return List.of("DROP INDEX CONCURRENTLY " + object());
    }

    @Override
    public Risk risk() {
        return Risk.MEDIUM;
    }

    @Override
    public String locks() {
        return SHARE_UPDATE_EXCLUSIVE.formatted(Identifier.qualified(schema, table))
                + " It waits for older transactions.";
    }

    @Override
    public Undo undo() {
        if (rebuild != null) {
            return new Undo.ByAction("Build the index again.", rebuild);
        }
        return new Undo.SavedDefinition(
                "The index can be built again from its definition, which is saved before it goes.");
    }

    @Override
    public String object() {
        return Identifier.qualified(schema, name);
    }
}
