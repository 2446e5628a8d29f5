package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;

/**
 * {@code ALTER TABLE … VALIDATE CONSTRAINT}: looks whether the rows from before keep a foreign key or check that was added NOT VALID.
 *
 * @param schema the table's schema
 * @param table the table's name
 * @param name the constraint's name
 */
public record ValidateConstraint(String schema, String table, String name) implements Action {
    public ValidateConstraint {
        Immutable.required(schema, "schema");
        Immutable.required(table, "table");
        Immutable.required(name, "name");
    }

    @Override
    public String type() {
        return "validate-constraint";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        return List.of("ALTER TABLE " + Identifier.qualified(schema, table) + " VALIDATE CONSTRAINT "
                + new Identifier(name).sql());
    }

    @Override
    public Risk risk() {
        return Risk.MEDIUM;
    }

    @Override
    public String locks() {
        return SHARE_UPDATE_EXCLUSIVE.formatted(Identifier.qualified(schema, table))
                + " It reads the whole table; a foreign key also takes ROW SHARE on the table it refers to.";
    }

    @Override
    public Undo undo() {
        return new Undo.NotNeeded("It only looks; new rows were checked before as they are after.");
    }

    @Override
    public String object() {
        return "constraint " + new Identifier(name).sql() + " of " + Identifier.qualified(schema, table);
    }
}
