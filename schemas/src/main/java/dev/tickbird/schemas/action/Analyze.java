package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;

/**
 * {@code ANALYZE}: collects the planner's statistics.
 *
 * @param schema the table's schema
 * @param name the table's name
 */
public record Analyze(String schema, String name) implements Action {
    public Analyze {
        Immutable.required(schema, "schema");
        Immutable.required(name, "name");
    }

    @Override
    public String type() {
        return "analyze";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        return List.of("ANALYZE " + object());
    }

    @Override
    public Risk risk() {
        return Risk.LOW;
    }

    @Override
    public String locks() {
        return SHARE_UPDATE_EXCLUSIVE.formatted(object());
    }

    @Override
    public Undo undo() {
        return new Undo.Impossible("New statistics replace the old ones; plans may change.");
    }

    @Override
    public String object() {
        return Identifier.qualified(schema, name);
    }
}
