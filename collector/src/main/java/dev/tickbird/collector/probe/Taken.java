package dev.tickbird.collector.probe;

import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One FULL snapshot of each kind, as {@code check} needs them. When the server was not reached, {@code instance} says why and all else is empty.
 *
 * @param relations one per database that was read
 * @param statements null when pg_stat_statements cannot be read; the instance's header says why
 * @param activity null only when the server was not reached
 */
public record Taken(
        InstanceSnapshot instance,
        List<RelationsSnapshot> relations,
        @Nullable StatementsSnapshot statements,
        @Nullable ActivitySnapshot activity) {
    public Taken {
        relations = List.copyOf(relations);
    }
}
