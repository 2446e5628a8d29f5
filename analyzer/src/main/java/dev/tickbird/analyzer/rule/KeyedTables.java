package dev.tickbird.analyzer.rule;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tables of one database that others may refer to, by name. */
public final class KeyedTables {
    private final Map<Name, KeyedTable> byName = new HashMap<>();

    private record Name(String schema, String table) {}

    public KeyedTables(Collection<KeyedTable> tables) {
        tables.forEach(table -> byName.put(new Name(table.schema(), table.name()), table));
    }

    public Optional<KeyedTable> find(String schema, String table) {
        return Optional.ofNullable(byName.get(new Name(schema, table)));
    }
}
