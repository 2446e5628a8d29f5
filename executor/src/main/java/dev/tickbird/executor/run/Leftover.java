package dev.tickbird.executor.run;

import dev.tickbird.schemas.common.Identifier;

/**
 * An index that an action left behind.
 *
 * @param concurrently whether it can be dropped without stopping its table; what spans partitions cannot
 */
record Leftover(String schema, String name, boolean concurrently) {
    String drop() {
        return (concurrently ? "DROP INDEX CONCURRENTLY " : "DROP INDEX ") + Identifier.qualified(schema, name);
    }

    String label() {
        return schema + "." + name;
    }
}
