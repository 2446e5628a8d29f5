package dev.tickbird.executor.action;

import dev.tickbird.postgres.IndexDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An index as the catalog has it now.
 *
 * @param constraint a primary key, unique or exclusion constraint rests on it
 * @param foreignKeyTarget a foreign key refers to its columns through it
 * @param partition a child or a parent of a partitioned index
 * @param root a partitioned index that is no part of another
 * @param building a build or rebuild of it is running
 * @param lastScan null when never, or on servers before 16
 */
public record IndexFacts(
        long oid,
        String schema,
        String name,
        IndexDefinition definition,
        boolean valid,
        boolean ready,
        boolean live,
        boolean constraint,
        boolean foreignKeyTarget,
        boolean replicaIdentity,
        boolean partition,
        boolean root,
        boolean extension,
        boolean building,
        long bytes,
        int fillFactor,
        long scans,
        @Nullable Instant lastScan) {
    boolean usable() {
        return valid && ready && live;
    }
}
