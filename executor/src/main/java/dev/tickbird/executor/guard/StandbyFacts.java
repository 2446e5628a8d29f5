package dev.tickbird.executor.guard;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who follows the primary.
 *
 * @param receivers physical standbys as the primary sees them
 * @param replicas the cluster's other instances in the fleet, as they answered
 */
public record StandbyFacts(List<Receiver> receivers, List<Replica> replicas) {
    public static final StandbyFacts NONE = new StandbyFacts(List.of(), List.of());

    public StandbyFacts {
        receivers = List.copyOf(receivers);
        replicas = List.copyOf(replicas);
    }

    /**
     * A standby that is connected.
     *
     * @param lag WAL that it has not replayed; null when unknown
     */
    public record Receiver(String name, @Nullable Long lag) {}

    /**
     * A standby that we asked.
     *
     * @param longest its longest transaction; null when it did not answer
     */
    public record Replica(String instance, @Nullable Duration longest) {}
}
