package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code ALTER TABLE … SET (…), RESET (…)}: storage options of a table or materialized view.
 *
 * @param schema the table's schema
 * @param name the table's name
 * @param options what changes, by name; each at most once
 */
public record SetTableStorage(String schema, String name, List<OptionChange> options) implements Action {
    public SetTableStorage {
        Immutable.required(schema, "schema");
        Immutable.required(name, "name");
        options = Immutable.list(options).stream()
                .sorted(Comparator.comparing(OptionChange::name))
                .toList();
        if (options.isEmpty()) {
            throw new IllegalArgumentException("field 'options' is empty: nothing would change");
        }
        if (options.stream().map(OptionChange::name).distinct().count() != options.size()) {
            throw new IllegalArgumentException("field 'options' names an option twice");
        }
    }

    @Override
    public String type() {
        return "set-table-storage";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        List<String> clauses = new ArrayList<>();
        String set = options.stream()
                .filter(option -> option.to() != null)
                .map(option -> option.name() + " = " + option.to())
                .collect(Collectors.joining(", "));
        String reset = options.stream()
                .filter(option -> option.to() == null)
                .map(OptionChange::name)
                .collect(Collectors.joining(", "));
        if (!set.isEmpty()) {
            clauses.add("SET (" + set + ")");
        }
        if (!reset.isEmpty()) {
            clauses.add("RESET (" + reset + ")");
        }
        return List.of("ALTER TABLE " + object() + " " + String.join(", ", clauses));
    }

    /** To switch autovacuum off is dangerous; the rest is not. */
    @Override
    public Risk risk() {
        return options.stream().anyMatch(OptionChange::switchesAutovacuumOff) ? Risk.HIGH : Risk.LOW;
    }

    @Override
    public String locks() {
        return SHARE_UPDATE_EXCLUSIVE.formatted(object()) + " For a moment.";
    }

    @Override
    public Undo undo() {
        if (!options.stream().allMatch(OptionChange::reversible)) {
            return new Undo.Impossible(
                    "A value of before is written in a way that is not set here; the proposal shows it.");
        }
        return new Undo.ByAction(
                "Set the options as they were.",
                new SetTableStorage(
                        schema,
                        name,
                        options.stream().map(OptionChange::reversed).toList()));
    }

    @Override
    public String object() {
        return Identifier.qualified(schema, name);
    }
}
