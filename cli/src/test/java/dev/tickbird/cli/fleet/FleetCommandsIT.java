package dev.tickbird.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Run;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.PauseScope;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedKafka.class)
class FleetCommandsIT {
    private static final String TWO = """
            defaults:
              monitor: {user: m, credential: pgpass}
            instances:
              - {name: a, host: db1}
              - {name: b, host: db2, tags: {env: prod}}
            """;

    private final TestBroker broker;
    private final String prefix;

    @TempDir
    private Path folder = Path.of("");

    FleetCommandsIT(TestBroker broker) {
        this.broker = broker;
        this.prefix = broker.uniquePrefix();
    }

    @BeforeEach
    void createTopics() {
        assertThat(Run.of(kafka("topics", "apply")).code()).isEqualTo(ExitCode.OK);
        new KeyFiles(folder).obtain("fleet");
    }

    @Test
    void appliesWhatAgentsAcceptAndThenSeesNoDifference() throws IOException {
        Path file = write(TWO);
        assertThat(fleet("diff", file).code()).isEqualTo(ExitCode.FOUND);
        Run applied = fleet("apply", file, "--yes");
        assertThat(applied.code()).isEqualTo(ExitCode.OK);
        assertThat(applied.out()).contains("+ a  db1:5432").contains("Applied as revision 1.");
        assertThat(held().targets().keySet()).containsExactly("a", "b");
        assertThat(held().refused()).isEmpty();
        assertThat(held().policy().revision()).isEqualTo(1);
        assertThat(fleet("diff", file)).isEqualTo(new Run(ExitCode.OK, "The topics hold what the file says.\n", ""));
        assertThat(fleet("apply", file).out()).contains("The topics hold what the file says.");
        assertThat(held().revision()).as("nothing was written").isEqualTo(1);
    }

    @Test
    void showsAndAppliesChangesFieldByField() throws IOException {
        fleet("apply", write(TWO), "--yes");
        Path changed = write(TWO.replace("db2, ", "db2, port: 6432, mode: propose, ")
                + "policies: [{name: low, risks: [low], effect: auto-approve}]\nnewInstanceQuiet: 1h\n");
        Run diff = fleet("diff", changed);
        assertThat(diff.out()).isEqualTo("""
                ~ b
                    mode: observe → propose
                    port: 5432 → 6432
                ~ policies, thresholds and the like
                    newInstanceQuiet: PT24H → PT1H
                    policies[0].approvals: (none) → 1
                    policies[0].effect: (none) → auto-approve
                    policies[0].name: (none) → low
                    policies[0].risks: (none) → ["low"]
                """);
        assertThat(fleet("apply", changed, "--yes").out()).contains("Applied as revision 2.");
        assertThat(target("b").port()).isEqualTo(6432);
        assertThat(target("b").revision()).isEqualTo(2);
        assertThat(target("a").revision()).as("unchanged").isEqualTo(1);
        assertThat(held().policy().policies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.name()).isEqualTo("low"));
    }

    @Test
    void pausesAndResumesWithASignature() {
        assertThat(Run.of(kafka("pause", "--tag", "env=prod", "--reason", "freeze"))
                        .out())
                .isEqualTo("Paused: instances tagged env=prod.\n");
        assertThat(held().pauses()).hasSize(1).allSatisfy((key, pause) -> {
            assertThat(key).startsWith("pause.tag.env=prod.");
            assertThat(pause.reason()).isEqualTo("freeze");
            assertThat(pause.scope()).isEqualTo(PauseScope.TAG);
        });
        Run.of(kafka("pause", "--tag", "env=prod", "--reason", "incident"));
        Run.of(kafka("pause", "--reason", "release"));
        assertThat(held().pauses()).as("each pause has a key of its own").hasSize(3);
        Run resumed = resume("--tag", "env=prod");
        assertThat(resumed.code()).as(resumed.err()).isEqualTo(ExitCode.OK);
        assertThat(resumed.out())
                .contains("Resumed: instances tagged env=prod.")
                .contains("Still paused by");
        assertThat(held().pauses().values())
                .singleElement()
                .satisfies(pause -> assertThat(pause.reason()).isEqualTo("release"));
        assertThat(resume().out()).isEqualTo("Resumed: the whole fleet.\n");
        assertThat(held().pauses()).isEmpty();
        assertThat(resume().out()).isEqualTo("Nothing paused the whole fleet.\n");
        assertThat(Run.of(kafka("pause", "--tag", "prod", "--reason", "x")).err())
                .contains("KEY=VALUE");
        assertThat(Run.of(kafka("pause", "--tag", "a=b", "--instance", "x", "--reason", "x"))
                        .err())
                .contains("not both");
    }

    private Run resume(String... scope) {
        List<String> words = new ArrayList<>(
                List.of("resume", "--key", folder.resolve("fleet.jwk.json").toString()));
        words.addAll(List.of(scope));
        return Run.of(kafka(words.toArray(String[]::new)));
    }

    /** Writes what anybody can who may write to the topic; a null value is a tombstone. */
    private void write(Topic topic, String key, byte @Nullable [] value) {
        KafkaClients clients = new KafkaClients(KafkaSettings.plaintext(broker.bootstrapServers(), prefix, 4), "test");
        try (Producer<String, byte[]> producer = clients.producer()) {
            producer.send(new ProducerRecord<>(
                            clients.settings().topic(topic),
                            Partitions.of(key, clients.settings().partitions(topic)),
                            key,
                            value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void healsWhatWasErasedOrRolledBackWithoutASignature() throws IOException {
        Path one = write(TWO);
        fleet("apply", one, "--yes");
        byte[] old = newest(Topic.TARGETS, "b");
        Path two = write(TWO.replace("db2", "db3"));
        fleet("apply", two, "--yes");
        write(Topic.TARGETS, "a", null);
        write(Topic.TARGETS, "b", old);
        write(Topic.CONFIG, FleetPolicy.KEY, null);
        assertThat(held().targets().keySet())
                .as("nothing unsigned or older counts")
                .containsExactly("a", "b");
        assertThat(target("b").host()).isEqualTo("db3");
        assertThat(held().policy().revision()).isEqualTo(2);
        assertThat(fleet("diff", two).out())
                .contains("a tombstone carries no signature")
                .contains("older than");
        assertThat(fleet("apply", two, "--yes").out()).contains("Applied as revision 3.");
        assertThat(held().refused()).isEmpty();
        assertThat(fleet("diff", two).code()).isEqualTo(ExitCode.OK);
        assertThat(fleet("apply", two, "--yes", "--revision", "9").out()).contains("Applied as revision 9.");
        assertThat(held().targets().values())
                .allSatisfy(target -> assertThat(target.revision()).isEqualTo(9));
    }

    private byte[] newest(Topic topic, String key) {
        List<byte[]> values = new ArrayList<>();
        KafkaClients clients = new KafkaClients(KafkaSettings.plaintext(broker.bootstrapServers(), prefix, 4), "test");
        try (PartitionReader records =
                PartitionReader.ofTopic(clients, clients.settings().topic(topic))) {
            records.readToEnd(
                    record -> {
                        if (record.key().equals(key)) {
                            values.add(record.value());
                        }
                    },
                    Duration.ofSeconds(20));
        }
        return values.getLast();
    }

    @Test
    void removesOnlyWhenToldTo() throws IOException {
        fleet("apply", write(TWO), "--yes");
        Path less = write(
                TWO.lines().filter(line -> !line.contains("name: a")).reduce("", (all, line) -> all + line + "\n"));
        Run refused = fleet("apply", less, "--yes");
        assertThat(refused.code()).isEqualTo(ExitCode.DECLINED);
        assertThat(refused.err()).contains("no longer names a").contains("--remove");
        assertThat(held().targets()).containsKey("a");
        assertThat(fleet("apply", less, "--yes", "--remove").code()).isEqualTo(ExitCode.OK);
        assertThat(held().targets().keySet()).containsExactly("b");
        assertThat(new String(newest(Topic.TARGETS, "a"), StandardCharsets.UTF_8))
                .as("a removal is signed")
                .contains("jws");
        assertThat(fleet("diff", less).code()).isEqualTo(ExitCode.OK);
        assertThat(fleet("apply", write(TWO), "--yes").code()).isEqualTo(ExitCode.OK);
        assertThat(held().targets().keySet()).containsExactly("a", "b");
    }

    @Test
    void asksForAYesWhereNobodyCanBeAsked() throws IOException {
        Run asked = fleet("apply", write(TWO));
        assertThat(asked.code()).isEqualTo(ExitCode.DECLINED);
        assertThat(asked.err()).contains("--yes");
        assertThat(held().targets()).isEmpty();
    }

    @Test
    void signsAnewWhatAnotherKeySigned() throws IOException {
        Path file = write(TWO);
        fleet("apply", file, "--yes");
        Files.delete(folder.resolve("fleet.jwk.json"));
        new KeyFiles(folder).obtain("fleet");
        assertThat(held().refused().keySet()).containsExactly("a", "b");
        assertThat(fleet("diff", file).out()).contains("signature: its signature does not count");
        assertThat(fleet("apply", file, "--yes").code()).isEqualTo(ExitCode.OK);
        assertThat(held().refused()).isEmpty();
        assertThat(held().targets().keySet()).containsExactly("a", "b");
    }

    @Test
    void writesTheDifferenceAsJson() throws IOException {
        JsonNode json = Codec.mapper()
                .readTree(fleet("diff", write(TWO), "--format", "json").out());
        assertThat(json.path("same").asBoolean(true)).isFalse();
        assertThat(json.path("added").get(1).path("instance").asText()).isEqualTo("b");
    }

    @Test
    void refusesTopicsWithAnotherNumberOfPartitions() throws IOException {
        Run wrong = fleet("diff", write(TWO), "--partitions", "7");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains(prefix + "targets has 4, not 7");
    }

    @Test
    void namesAMissingKey() throws IOException {
        Path file = write(TWO);
        Run missing = Run.of(kafka(
                "fleet",
                "apply",
                file.toString(),
                "--key",
                folder.resolve("none").toString()));
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("there is no fleet key at " + folder.resolve("none"));
    }

    private TargetSpec target(String name) {
        return Objects.requireNonNull(held().targets().get(name), name);
    }

    private HeldFleet held() {
        SigningKey key = new KeyFiles(folder).obtain("fleet");
        TrustedKeys trusted = new TrustedKeys(
                List.of(TrustedKeys.own(key, KeyPurpose.FLEET, "fleet", KeyScope.UNLIMITED)), InstantSource.system());
        return HeldFleet.read(
                new KafkaClients(KafkaSettings.plaintext(broker.bootstrapServers(), prefix, 4), "test"), trusted);
    }

    private Run fleet(String verb, Path file, String... more) {
        List<String> all = new ArrayList<>(List.of("fleet", verb, file.toString(), "--key"));
        all.add(folder.resolve("fleet.jwk.json").toString());
        all.addAll(List.of(more));
        return Run.of(kafka(all.toArray(String[]::new)));
    }

    private String[] kafka(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "--topic-prefix", prefix));
        if (!all.contains("--partitions")) {
            all.addAll(List.of("--partitions", "4"));
        }
        return all.toArray(String[]::new);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("fleet.yml"), text);
    }
}
