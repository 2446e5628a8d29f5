package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code DROP INDEX CONCURRENTLY}, or without that where PostgreSQL refuses it.
 *
 * @param schema the schema of index and table
 * @param name the index's name
 * @param table the table that it indexes
 * @param because what the executor must still find true at that time
 * @param coveredBy the index that serves instead, in the same schema; null when none is needed
 * @param rebuild what builds it again; null where that takes more than plain columns, or nobody would want it back
 * @param partitioned true for one that spans partitions, which cannot be dropped concurrently; null for any other
 */
public record DropIndex(
        String schema,
        String name,
        String table,
        DropReason because,
        @Nullable String coveredBy,
        @Nullable CreateIndex rebuild,
        @Nullable Boolean partitioned)
        implements Action {
    public DropIndex {
        Immutable.required(schema, "schema");
        Immutable.required(name, "name");
        Immutable.required(table, "table");
        Immutable.required(because, "because");
    }

    public boolean spansPartitions() {
        return Boolean.TRUE.equals(partitioned);
    }

    @Override
    public String type() {
        return "drop-index";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        return List.of((spansPartitions() ? "DROP INDEX " : "DROP INDEX CONCURRENTLY ") + object());
    }

    @Override
    public Risk risk() {
        return spansPartitions() ? Risk.HIGH : Risk.MEDIUM;
    }

    @Override
    public String locks() {
        String on = Identifier.qualified(schema, table);
        return spansPartitions()
                ? "ACCESS EXCLUSIVE on " + on
                        + " and every partition below it, for a moment: all that use them wait. It gives up"
                        + " after half a second and tries again."
                : SHARE_UPDATE_EXCLUSIVE.formatted(on) + " It waits for older transactions.";
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
