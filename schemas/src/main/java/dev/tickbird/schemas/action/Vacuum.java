package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code VACUUM}: removes dead rows; never truncates the table's end, which would need ACCESS EXCLUSIVE.
 *
 * @param schema the table's schema
 * @param name the table's name
 * @param options what it is told beyond the defaults
 */
public record Vacuum(String schema, String name, List<VacuumOption> options) implements Action {
    public Vacuum {
        Immutable.required(schema, "schema");
        Immutable.required(name, "name");
        options = Immutable.list(options).stream().sorted().distinct().toList();
    }

    @Override
    public String type() {
        return "vacuum";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        String words = Stream.concat(
                        Stream.of("TRUNCATE FALSE"), options.stream().map(VacuumOption::sql))
                .collect(Collectors.joining(", "));
        return List.of("VACUUM (" + words + ") " + object());
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
        return new Undo.NotNeeded("It only removes rows that nobody can see.");
    }

    @Override
    public String object() {
        return Identifier.qualified(schema, name);
    }
}
