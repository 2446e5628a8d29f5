package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.history.TableHistory;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.snapshot.IndexUsage;
import dev.tickbird.schemas.snapshot.IndexUsage.Scans;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.wire.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The usage ledger of a cluster: each of its servers tells the others what it used, so that whichever is the primary knows the reads
 * of all, and after a failover too.
 */
final class UsageHandler {
    private UsageHandler() {}

    /** Takes over what another server used. */
    static void handle(IndexUsage usage, Workspace work) {
        InstanceState.Draft instance = work.instance(usage.instance());
        if (!usage.systemIdentifier().equals(instance.systemIdentifier)) {
            return;
        }
        instance.observers = with(instance.observers, usage, work.at());
        work.instance(instance);
        Long database = usage.databaseOid();
        if (database != null) {
            String prefix = usage.instance().value() + "/" + database + "/";
            for (Scans scans : usage.scans()) {
                TableHistory known = work.tables.get(prefix + scans.table());
                if (known != null) {
                    work.tables.put(
                            prefix + scans.table(), known.used(scans.index(), scans.definitionHash(), scans.count()));
                }
            }
        }
    }

    /** Tells the others that this server is watched. */
    static void greet(InstanceState.Draft instance, Instant at, Workspace work) {
        tell(instance, null, List.of(), at, work);
    }

    /** Tells the others what was used here; nothing where nothing was. */
    static void tell(InstanceState.Draft instance, long databaseOid, List<Scans> scans, Instant at, Workspace work) {
        if (!scans.isEmpty()) {
            tell(instance, Long.valueOf(databaseOid), scans, at, work);
        }
    }

    private static void tell(
            InstanceState.Draft instance, @Nullable Long databaseOid, List<Scans> scans, Instant at, Workspace work) {
        String system = instance.systemIdentifier;
        if (system == null) {
            return;
        }
        InstanceFacts facts = work.facts.get(instance.instance.value());
        Boolean standby = facts == null ? null : facts.inRecovery();
        for (InstanceId other : work.policy().besides(instance.instance)) {
            work.emit(
                    Topic.USAGE,
                    other.value(),
                    new IndexUsage(other, instance.instance, system, databaseOid, scans, standby, at));
        }
    }

    private static Map<String, Observer> with(Map<String, Observer> observers, IndexUsage usage, Instant at) {
        Map<String, Observer> changed = new TreeMap<>(observers);
        String from = usage.from().value();
        Observer known = observers.get(from);
        Instant since = known != null && known.goesOn(at) ? known.since() : at;
        changed.put(from, new Observer(since, at, usage.standby()));
        return changed;
    }
}
