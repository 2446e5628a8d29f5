package dev.tickbird.analyzer.topology;

import dev.tickbird.runtime.fleet.TargetEntry;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.function.Consumer;

/** What is watched: entries of the fleet file that come, change and go. */
final class TargetHandler {
    private TargetHandler() {}

    static void handle(TargetEntry entry, Workspace work) {
        switch (entry) {
            case TargetEntry.Watched(TargetSpec target) -> watched(target, work);
            case TargetEntry.Removed(TargetRemoval removal) -> removed(removal, work);
        }
    }

    /** Older revisions were signed too: they do not come back, not even after a removal. */
    private static void watched(TargetSpec target, Workspace work) {
        InstanceState.Draft instance = work.instance(target.instance());
        if (instance.removedRevision >= target.revision() && instance.removedRevision > 0) {
            return;
        }
        if (instance.removedRevision > 0) {
            instance = InstanceState.first(target.instance(), work.clock().millis(), work.at());
        }
        if (instance.target == null || instance.target.revision() <= target.revision()) {
            instance.target = target;
            work.instance(instance);
        }
    }

    /** Its findings are closed and all that was remembered of it is deleted, but for the revision that it left with. */
    private static void removed(TargetRemoval removal, Workspace work) {
        InstanceId id = removal.instance();
        InstanceState known = work.instances.get(id.value());
        if (known != null && isNewer(known, removal.revision())) {
            return;
        }
        if (known != null && !known.isRemoved()) {
            forget(known, work);
        }
        work.instances.put(id.value(), InstanceState.removed(id, removal.revision()));
    }

    private static boolean isNewer(InstanceState known, long revision) {
        return known.removedRevision() > revision
                || (known.target() != null && known.target().revision() > revision);
    }

    private static void forget(InstanceState known, Workspace work) {
        new FindingsDesk(work, known.draft()).forget();
        String prefix = known.instance().value() + "/";
        delete(work.databases, prefix);
        delete(work.tables, prefix);
        delete(work.sequences, prefix);
        delete(work.statements, prefix);
        delete(work.workloads, prefix);
        delete(work.plans, prefix);
        delete(work.proposals, prefix);
        delete(work.scheduled, prefix);
        delete(work.answers, prefix);
        work.facts.delete(known.instance().value());
    }

    private static <V> void delete(Pending<V> pending, String prefix) {
        Consumer<String> delete = pending::delete;
        pending.startingWith(prefix).forEach(entry -> delete.accept(entry.key));
    }
}
