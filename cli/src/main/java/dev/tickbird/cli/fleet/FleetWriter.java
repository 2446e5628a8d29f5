package dev.tickbird.cli.fleet;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.runtime.fleet.FleetSigner;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Puts a fleet on the topics, signed. */
public final class FleetWriter {
    private final KafkaClients clients;
    private final FleetSigner signer;
    private final Events events;

    public FleetWriter(KafkaClients clients, FleetSigner signer) {
        this.clients = clients;
        this.signer = signer;
        this.events = new Events(clients.settings(), "/tickbird/cli", InstantSource.system());
    }

    /** Writes the policy, every target, and a signed removal for each instance that is no longer in the file, all of one revision. */
    public void write(FleetPolicy policy, List<TargetSpec> targets, List<String> gone) {
        Producer<String, byte[]> producer = clients.producer();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            sent.add(producer.send(events.record(Topic.CONFIG, FleetPolicy.KEY, signer.policy(policy))));
            for (TargetSpec target : targets) {
                sent.add(producer.send(
                        events.record(Topic.TARGETS, target.instance().value(), signer.target(target))));
            }
            for (String name : gone) {
                sent.add(producer.send(gone(name, policy.revision())));
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Problem(
                    "Kafka did not take the whole fleet (" + cause.getMessage() + "): apply it again",
                    ExitCode.UNREACHABLE);
        } finally {
            producer.close(Duration.ofSeconds(5));
        }
    }

    /** What stands under a key that is no instance's name was never read as a target: it is simply deleted. */
    private ProducerRecord<String, byte[]> gone(String name, long revision) {
        if (!InstanceId.isName(name)) {
            return events.tombstone(Topic.TARGETS, name);
        }
        TargetRemoval removal = new TargetRemoval(
                InstanceId.of(name),
                PauseOptions.author(),
                InstantSource.system().instant(),
                revision);
        return events.record(Topic.TARGETS, name, signer.removal(removal));
    }
}
