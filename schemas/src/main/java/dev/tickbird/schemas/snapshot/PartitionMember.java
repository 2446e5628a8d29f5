package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;

/**
 * A table below a partitioned one.
 *
 * @param oid {@code pg_class.oid}
 * @param schema its schema
 * @param name its name
 * @param parentOid the table that it is a partition of
 * @param partitioned whether it has partitions itself
 */
public record PartitionMember(long oid, String schema, String name, long parentOid, boolean partitioned) {
    public PartitionMember {
        Immutable.required(schema, "partition.schema");
        Immutable.required(name, "partition.name");
    }
}
