package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;

/**
 * The part of a partitioned index that lies on one partition.
 *
 * @param schema the schema of partition and index
 * @param table the partition's name
 * @param name the index's name there
 * @param parentSchema the schema of the index that it is attached to
 * @param parent the index that it is attached to
 * @param partitioned whether the partition has partitions itself
 */
public record IndexPartition(
        String schema, String table, String name, String parentSchema, String parent, boolean partitioned) {
    public IndexPartition {
        Immutable.required(schema, "partition.schema");
        Immutable.required(table, "partition.table");
        Immutable.required(name, "partition.name");
        Immutable.required(parentSchema, "partition.parentSchema");
        Immutable.required(parent, "partition.parent");
    }

    /** What puts it in its place; the parent becomes valid with its last one. */
    public String attach() {
        return "ALTER INDEX " + Identifier.qualified(parentSchema, parent) + " ATTACH PARTITION "
                + Identifier.qualified(schema, name);
    }
}
