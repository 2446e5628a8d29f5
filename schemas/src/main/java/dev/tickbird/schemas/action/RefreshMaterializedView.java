package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;

/**
 * {@code REFRESH MATERIALIZED VIEW}. PostgreSQL runs the view's query as its owner, in a restricted operation.
 *
 * @param schema the view's schema
 * @param name the view's name
 * @param concurrently whether readers go on meanwhile, which takes a unique index over plain columns and all rows
 */
public record RefreshMaterializedView(String schema, String name, boolean concurrently) implements Action {
    public RefreshMaterializedView {
        Immutable.required(schema, "schema");
        Immutable.required(name, "name");
    }

    @Override
    public String type() {
        return "refresh-materialized-view";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        return List.of("REFRESH MATERIALIZED VIEW " + (concurrently ? "CONCURRENTLY " : "") + object());
    }

    @Override
    public Risk risk() {
        return concurrently ? Risk.LOW : Risk.MEDIUM;
    }

    @Override
    public String locks() {
        return concurrently
                ? "EXCLUSIVE on " + object() + ": reads go on; other refreshes wait."
                : "ACCESS EXCLUSIVE on " + object() + ": whoever reads it waits until it is done.";
    }

    @Override
    public Undo undo() {
        return new Undo.Impossible("The rows from before are gone; they can be computed from the tables of now alone.");
    }

    @Override
    public String object() {
        return Identifier.qualified(schema, name);
    }
}
