package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.function.Consumer;

/** What is watched: entries of the fleet file that come, change and go. */
final class TargetHandler {
    private TargetHandler() {}

    static void handle(TargetSpec target, Workspace work) {
        InstanceState.Draft instance = work.instance(target.instance());
        if (instance.target == null || instance.target.revision() <= target.revision()) {
            instance.target = target;
            work.instance(instance);
        }
    }

    /** Its findings are closed and all that was remembered of it is deleted. */
    static void removed(InstanceId id, Workspace work) {
        InstanceState known = work.instances.get(id.value());
        if (known == null) {
            return;
        }
        new FindingsDesk(work, known.draft()).forget();
        String prefix = id.value() + "/";
        delete(work.databases, prefix);
        delete(work.tables, prefix);
        delete(work.sequences, prefix);
        delete(work.statements, prefix);
        delete(work.proposals, prefix);
        work.facts.delete(id.value());
        work.instances.delete(id.value());
    }

    private static <V> void delete(Pending<V> pending, String prefix) {
        Consumer<String> delete = pending::delete;
        pending.startingWith(prefix).forEach(entry -> delete.accept(entry.key));
    }
}
