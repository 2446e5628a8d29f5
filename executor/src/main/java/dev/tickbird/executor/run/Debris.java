package dev.tickbird.executor.run;

import dev.tickbird.executor.action.IndexFacts;
import dev.tickbird.executor.action.Sight;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.action.InstallMonitoringViews;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.RemoveMonitoringViews;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.UnrecognizedAction;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.ValidateConstraint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which indexes an action that did not come to its end left behind. */
final class Debris {
    private static final Pattern REBUILD = Pattern.compile("(.*)_cc(?:new|old)[0-9]*", Pattern.DOTALL);

    private Debris() {}

    /**
     * Indexes of the table that are not valid and that nobody builds.
     *
     * @param givenUp whether the action is not tried again: a half dropped index is then dropped for good, since it serves no plan
     */
    static List<Leftover> of(Action action, Sight sight, boolean givenUp) {
        if (action instanceof CreateIndex create && create.partitions() != null) {
            return TreeDebris.of(create, create.partitions(), sight, givenUp);
        }
        String schema = sight.table() == null ? "" : sight.table().schema();
        Predicate<IndexFacts> left = switch (action) {
            case ReindexIndex reindex -> index -> isRebuildOf(index.name(), reindex.name());
            case CreateIndex create -> index -> index.name().equals(create.name());
            case DropIndex drop -> index -> givenUp && index.name().equals(drop.name());
            case Analyze _, Vacuum _, SetTableStorage _, ValidateConstraint _, RefreshMaterializedView _ ->
                index -> false;
            case InstallMonitoringViews _, RemoveMonitoringViews _ -> index -> false;
            case SetParameter _, CancelBackend _, TerminateBackend _, DropReplicationSlot _ -> index -> false;
            case UnrecognizedAction _ -> index -> false;
        };
        return sight.indexes().stream()
                .filter(index -> !index.valid() && !index.building() && !index.partition() && !index.constraint())
                .filter(left)
                .map(index -> new Leftover(schema, index.name(), true))
                .toList();
    }

    /** PostgreSQL cuts the index's name so that the suffix fits into 63 bytes. */
    private static boolean isRebuildOf(String name, String index) {
        Matcher matcher = REBUILD.matcher(name);
        if (!matcher.matches()) {
            return false;
        }
        String stem = matcher.group(1);
        boolean cut = name.getBytes(StandardCharsets.UTF_8).length >= 60;
        return stem.equals(index) || (cut && !stem.isEmpty() && index.startsWith(stem));
    }
}
