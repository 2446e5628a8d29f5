package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the rows are stored, as {@code pg_class} says.
 *
 * @param pages {@code relpages}: an estimate kept by VACUUM and ANALYZE
 * @param tuples {@code reltuples}: an estimate; -1 for never counted (from 14)
 * @param allVisiblePages {@code relallvisible}
 * @param frozenXid {@code relfrozenxid}, never its age: an age changes with every write anywhere
 * @param minMultiXact {@code relminmxid}
 * @param filenode {@code relfilenode}: a new one means that the table was rewritten
 * @param bytes the main fork's real size; null when it was not measured this time
 * @param options {@code reloptions} by name
 * @param hasChildren true when other tables inherit from it
 */
public record TableStorage(
        long pages,
        double tuples,
        long allVisiblePages,
        long frozenXid,
        long minMultiXact,
        long filenode,
        @Nullable Long bytes,
        Map<String, String> options,
        boolean hasChildren) {
    public TableStorage {
        options = Immutable.map(options);
    }
}
