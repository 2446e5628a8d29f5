package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;

/**
 * {@code REINDEX INDEX CONCURRENTLY}: builds the index anew beside the old one.
 *
 * @param schema the schema of index and table
 * @param name the index's name
 * @param table the table that it indexes
 */
public record ReindexIndex(String schema, String name, String table) implements Action {
    public ReindexIndex {
        Immutable.required(schema, "schema");
        Immutable.required(name, "name");
        Immutable.required(table, "table");
    }

    @Override
    public String type() {
        return "reindex-index";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        return List.of("REINDEX INDEX CONCURRENTLY " + object());
    }

    @Override
    public Risk risk() {
        return Risk.MEDIUM;
    }

    @Override
    public String locks() {
        return SHARE_UPDATE_EXCLUSIVE.formatted(Identifier.qualified(schema, table))
                + " It waits for older transactions and needs room for a second copy.";
    }

    @Override
    public Undo undo() {
        return new Undo.NotNeeded("The new index has the definition and the name of the old one.");
    }

    @Override
    public String object() {
        return Identifier.qualified(schema, name);
    }
}
