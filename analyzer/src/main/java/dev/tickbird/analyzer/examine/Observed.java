package dev.tickbird.analyzer.examine;

import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one server at one moment.
 *
 * @param relations one for each database
 */
public record Observed(
        InstanceSnapshot instance,
        List<RelationsSnapshot> relations,
        @Nullable StatementsSnapshot statements,
        @Nullable ActivitySnapshot activity) {
    public Observed {
        relations = List.copyOf(relations);
    }
}
