package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.SlotFacts;
import dev.tickbird.schemas.snapshot.StandbyFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The other servers of an instance's cluster, as far as they tell what they use.
 *
 * @param self the instance
 * @param others those in the fleet file
 * @param observers those that tell now
 */
record ClusterView(InstanceId self, List<InstanceId> others, Map<String, Observer> observers, Instant at) {
    /** They read the log, but answer no queries. */
    private static final Set<String> TOOLS = Set.of("pg_receivewal", "pg_basebackup", "pg_recvlogical");

    static ClusterView of(InstanceState.Draft instance, Workspace work) {
        return new ClusterView(
                instance.instance, work.policy().besides(instance.instance), instance.observers, work.at());
    }

    /**
     * A standby has the tables of its primary: what is wrong with them is said there. Where only standbys are watched, it is said of
     * the first by name. Who tells nothing may be the primary.
     */
    boolean judgedElsewhere(@Nullable InstanceFacts facts) {
        return facts != null
                && facts.inRecovery()
                && others.stream()
                        .anyMatch(other -> !standby(other) || other.value().compareTo(self.value()) < 0);
    }

    /** Whether somewhere queries may use indexes and nobody tells us. */
    boolean unseen(@Nullable InstanceFacts facts) {
        return others.stream().anyMatch(other -> !told(other)) || (facts != null && standbys(facts) > observed());
    }

    /** Since when all that tell have told without a break. */
    Instant observedSince() {
        return others.stream()
                .filter(this::told)
                .map(other -> observers.get(other.value()))
                .map(Observer::since)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private boolean told(InstanceId other) {
        Observer observer = observers.get(other.value());
        return observer != null && observer.goesOn(at);
    }

    private boolean standby(InstanceId other) {
        Observer observer = observers.get(other.value());
        return observer != null && observer.goesOn(at) && Boolean.TRUE.equals(observer.standby());
    }

    private long observed() {
        return others.stream().filter(this::told).count();
    }

    private static long standbys(InstanceFacts facts) {
        long connected = facts.standbys().stream()
                .filter(standby -> !TOOLS.contains(standby.application()) && !backup(standby))
                .count();
        long subscribers =
                facts.slots().stream().filter(ClusterView::subscribed).count();
        return Math.max(0, connected - subscribers);
    }

    private static boolean backup(StandbyFacts standby) {
        return "backup".equals(standby.state());
    }

    private static boolean subscribed(SlotFacts slot) {
        return slot.type().equals("logical") && slot.active();
    }
}
