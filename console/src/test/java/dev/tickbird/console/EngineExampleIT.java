package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The example of an approval engine, run as its README says: with a registered key, and with one that nobody registered. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
class EngineExampleIT {
    private static final Path EXAMPLE = Path.of("..", "examples", "engine", "ApprovalEngine.java");
    private final Instant now = InstantSource.system().instant();

    @Test
    void anEngineWithARegisteredKeyApproves_oneWithoutIsRefused(
            TestBroker broker, TestDatabase database, @TempDir Path folder) throws IOException {
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY.withRevision(1))) {
            Proposal low = Proposals.low("orders", now);
            bench.publish(low);
            Path unknown = folder.resolve("elsewhere");
            new KeyFiles(unknown).obtain("workflow");
            try (Engine stranger = Engine.start(bench, unknown, "stranger", folder.resolve("stranger.log"))) {
                Await.until(ConsoleBench.LIMIT, "it decided", () -> stranger.said("approved " + low.id()));
                Await.until(
                        ConsoleBench.LIMIT,
                        "its decision is set aside",
                        () -> bench.all(Topic.DEAD_LETTERS).stream()
                                .anyMatch(letter -> letter.key() != null
                                        && letter.key()
                                                .equals(Partitions.key(
                                                        low.instance().value(),
                                                        low.id().value()))));
            }
            assertThat(bench.get("eve", "actions/" + low.id()).path("state").asText())
                    .isEqualTo("PROPOSED");

            Proposal other = Proposals.medium("orders_user_idx1", now);
            bench.publish(other);
            try (Engine engine =
                    Engine.start(bench, folder.resolve("keys"), "workflow", folder.resolve("engine.log"))) {
                Await.until(ConsoleBench.LIMIT, "it decided", () -> engine.said("approved " + low.id()));
                bench.awaitState(low, "APPROVED");
            }
            Order.Run order = orders(bench).getFirst();
            assertThat(order.action()).isEqualTo(low.id());
            Decision decision = order.decisions().getFirst();
            assertThat(decision.by().name()).isEqualTo("workflow");
            assertThat(decision.by().kind()).isEqualTo(PrincipalKind.ENGINE);
            JsonNode left = bench.get("eve", "actions/" + other.id());
            assertThat(left.path("state").asText())
                    .as("what its rules do not name is left to others")
                    .isEqualTo("PROPOSED");
        }
    }

    private static List<Order.Run> orders(ConsoleBench bench) {
        List<Order.Run> orders = new ArrayList<>();
        Await.until(
                ConsoleBench.LIMIT,
                "the order",
                () -> !bench.all(Topic.APPROVED_ACTIONS).isEmpty());
        bench.all(Topic.APPROVED_ACTIONS)
                .forEach(record -> orders.add((Order.Run) Codec.decode(payload(record.value()), Order.class)));
        return orders;
    }

    private static byte[] payload(byte[] signed) {
        String jws =
                Codec.decode(signed, dev.tickbird.schemas.wire.Signed.class).jws();
        return java.util.Base64.getUrlDecoder().decode(jws.split("\\.", 3)[1]);
    }

    /** The example in a process of its own. */
    private record Engine(Process process, Path log) implements AutoCloseable {
        static Engine start(ConsoleBench bench, Path keys, String group, Path log) throws IOException {
            Path key = new KeyFiles(keys).privateFile("workflow");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            EXAMPLE.toString(),
                            "--bootstrap",
                            bench.kafka.bootstrapServers(),
                            "--prefix",
                            bench.kafka.topicPrefix(),
                            "--key",
                            key.toString(),
                            "--name",
                            "workflow",
                            "--group",
                            group)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Engine(process, log);
        }

        boolean said(String words) throws IOException {
            if (!process.isAlive()) {
                throw new IllegalStateException("the engine ended: " + Files.readString(log));
            }
            return Files.readString(log).contains(words);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
