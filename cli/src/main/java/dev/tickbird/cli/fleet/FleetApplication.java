package dev.tickbird.cli.fleet;

import dev.tickbird.runtime.fleet.FleetSigner;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.SigningKey;

/** Puts what differs onto the topics, as the next revision. */
public final class FleetApplication {
    private FleetApplication() {}

    /**
     * Returns the revision when Kafka has acknowledged everything.
     *
     * @param atLeast the lowest revision to write; 0 where what the topics hold may be believed
     */
    public static long apply(
            KafkaClients clients, SigningKey key, HeldFleet held, FleetFile file, FleetDiff diff, long atLeast) {
        long revision = Math.max(held.revision() + 1, atLeast);
        new FleetWriter(clients, new FleetSigner(key))
                .write(
                        file.policy().withRevision(revision),
                        diff.written().stream()
                                .map(target -> target.withRevision(revision))
                                .toList(),
                        diff.removed());
        return revision;
    }
}
