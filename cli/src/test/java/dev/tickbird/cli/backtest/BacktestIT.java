package dev.tickbird.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Run;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A backtest of what Kafka still has. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedKafka.class)
class BacktestIT {
    private static final Path RECORDING = Path.of("src", "test", "resources", "recordings", "postgresql-18.jsonl.gz");

    private final TestBroker broker;
    private final String prefix;

    @TempDir
    private Path folder = Path.of("");

    BacktestIT(TestBroker broker) {
        this.broker = broker;
        this.prefix = broker.uniquePrefix();
    }

    @Test
    void replaysWhatKafkaHas_andItsRecordingSaysTheSame() throws Exception {
        assertThat(Run.of(kafka("topics", "apply")).code()).isEqualTo(ExitCode.OK);
        new KeyFiles(folder).obtain("fleet");
        Path fleet = folder.resolve("fleet.yml");
        Files.writeString(fleet, """
                defaults:
                  monitor: {user: m, credential: pgpass}
                instances:
                  - {name: recorded, host: db1}
                  - {name: other, host: db2}
                thresholds:
                  - {rule: index.missing-fk, enabled: false}
                """);
        assertThat(backtest("fleet", "apply", fleet.toString(), "--yes").code()).isEqualTo(ExitCode.OK);
        produce("recorded");
        Path saved = folder.resolve("saved.jsonl.gz");

        Run live = backtest(
                "backtest",
                "--format",
                "json",
                "--save",
                saved.toString(),
                "--set",
                "sequence.exhaustion.warning-percent=99");

        assertThat(live.code()).as(live.err()).isEqualTo(ExitCode.FOUND);
        JsonNode report = Codec.mapper().readTree(live.out());
        assertThat(report.get("records").asInt())
                .as("policy, two targets, four looks")
                .isEqualTo(11);
        assertThat(report.at("/disappear/0/rule").asText()).isEqualTo("sequence.exhaustion");
        assertThat(report.get("disappear")).hasSize(1);
        assertThat(live.out()).as("the fleet's own thresholds hold").doesNotContain("index.missing-fk");

        Run replayed = Run.of(
                "backtest", saved.toString(), "--format", "json", "--set", "sequence.exhaustion.warning-percent=99");
        assertThat(replayed.out()).isEqualTo(live.out());

        Files.writeString(
                fleet, Files.readString(fleet, StandardCharsets.UTF_8).replace("enabled: false", "enabled: true"));
        assertThat(Run.of("backtest", saved.toString(), "--fleet", fleet.toString())
                        .out())
                .contains("Would appear", "index.missing-fk");
        assertThat(backtest("backtest", "--instance", "other").out()).contains("2 records");
    }

    /** The recorded snapshots; the broker stamps them anew. */
    private void produce(String instance) throws IOException {
        KafkaClients clients = new KafkaClients(KafkaSettings.plaintext(broker.bootstrapServers(), prefix, 4), "test");
        try (Producer<String, byte[]> producer = clients.producer()) {
            Recording.read(RECORDING, recorded -> {
                try {
                    producer.send(new ProducerRecord<>(
                                    clients.settings().topic(recorded.topic()),
                                    Partitions.of(instance, clients.settings().partitions(recorded.topic())),
                                    instance,
                                    recorded.value().toString().getBytes(StandardCharsets.UTF_8)))
                            .get();
                } catch (InterruptedException | ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private Run backtest(String... arguments) {
        List<String> all = new ArrayList<>(List.of(kafka(arguments)));
        all.addAll(List.of("--key", folder.resolve("fleet.jwk.json").toString()));
        return Run.of(all.toArray(String[]::new));
    }

    private String[] kafka(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap-servers", broker.bootstrapServers(), "--topic-prefix", prefix, "--partitions", "4"));
        return all.toArray(String[]::new);
    }
}
