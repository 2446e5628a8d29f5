package dev.tickbird.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Run;
import dev.tickbird.runtime.audit.AnchorFile;
import dev.tickbird.runtime.audit.AnchorLine;
import dev.tickbird.runtime.audit.OutcomeSigner.Linked;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.AuditEntry;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code tickbird audit} on what a broker holds. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedKafka.class)
class AuditIT {
    private static final String WRITER = "default/executor";
    private static final String KEY = Partitions.key(Chained.INSTANCE.value(), Chained.ACTION.value());

    private final TestBroker broker;
    private final KafkaSettings settings;
    private final Events events;

    @TempDir
    private Path folder = Path.of("");

    AuditIT(TestBroker broker) {
        this.broker = broker;
        this.settings = KafkaSettings.plaintext(broker.bootstrapServers(), broker.uniquePrefix(), 2);
        this.events = new Events(settings, "/test", InstantSource.system());
    }

    @Test
    void verifiesWhatIsThere_andNamesWhatWasAdded() throws Exception {
        List<Linked> written = written();
        assertThat(kafka("topics", "apply").code()).isEqualTo(ExitCode.OK);
        try (Producer<String, byte[]> producer = new KafkaClients(settings, "test").producer()) {
            for (Linked linked : written) {
                produce(producer, Topic.OUTCOMES, KEY, linked.outcome());
            }
            produce(
                    producer,
                    Topic.CHAINS,
                    written.getLast().head().key(),
                    new Signed(written.getLast().jws()));
            AuditEntry first = AuditEntry.after(null, "tickbird.decisions", "k", "0".repeat(64), Instant.now());
            produce(producer, Topic.AUDIT, "0", first);
            produce(
                    producer,
                    Topic.AUDIT,
                    "1",
                    AuditEntry.after(first, "tickbird.outcomes", "k", "1".repeat(64), Instant.now()));

            Run whole = verify();
            assertThat(whole.code()).as(whole.out() + whole.err()).isEqualTo(ExitCode.OK);
            assertThat(whole.out())
                    .contains("whole   orders/default/executor: 0 to 3, signed by executor")
                    .contains("whole   audit: 0 to 1");

            ObjectNode forged = Codec.mapper().valueToTree(written.get(2).outcome());
            produce(producer, Topic.OUTCOMES, KEY, forged.put("reason", "nothing happened"));
            produce(producer, Topic.OUTCOMES, KEY, Chained.outcome(Instant.now()));
            produce(
                    producer,
                    Topic.AUDIT,
                    "3",
                    AuditEntry.after(first, "tickbird.outcomes", "k", "2".repeat(64), Instant.now()));
        }
        Run broken = verify("--format", "json");
        assertThat(broken.code()).isEqualTo(ExitCode.FOUND);
        assertThat(kinds(broken)).containsExactlyInAnyOrder("forked 2", "altered 2", "unchained", "reordered 1");
    }

    @Test
    void holdsHistoryAgainstTheAnchor_andAcceptsOnlyWhatIsBlocked() throws Exception {
        List<Linked> written = written();
        Path anchor = folder.resolve("anchor.jsonl");
        new AnchorFile(anchor).append(List.of(AnchorLine.head(written.getLast().head(), Instant.now())));
        kafka("topics", "apply");
        try (Producer<String, byte[]> producer = new KafkaClients(settings, "test").producer()) {
            produce(producer, Topic.OUTCOMES, KEY, written.getFirst().outcome());
            produce(
                    producer,
                    Topic.CHAINS,
                    written.getFirst().head().key(),
                    new Signed(written.getFirst().jws()));
        }
        assertThat(verify().code()).as("nothing in Kafka tells of more").isEqualTo(ExitCode.OK);
        Run held = verify("--anchor", anchor.toString(), "--format", "json");
        assertThat(held.code()).isEqualTo(ExitCode.FOUND);
        assertThat(kinds(held)).containsExactly("missing 1-3");

        String[] accept = {
            "audit", "accept", "--anchor", anchor.toString(), "--instance", "orders", "--reason", "restored"
        };
        Run early = Run.of(accept);
        assertThat(early.code()).isEqualTo(ExitCode.FOUND);
        assertThat(early.err()).contains("does not say that orders is blocked");
        new AnchorFile(anchor).append(List.of(AnchorLine.blocked(Chained.INSTANCE, "it was cut", Instant.now())));
        assertThat(Run.of(accept).out()).isEqualTo("Accepted: it was cut\n");
        assertThat(verify("--anchor", anchor.toString()).code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void tellsWhoApprovedWhatAndWhatItChanged() throws Exception {
        kafka("topics", "apply");
        Linked linked = written().getFirst();
        try (Producer<String, byte[]> producer = new KafkaClients(settings, "test").producer()) {
            produce(
                    producer,
                    Topic.DECISIONS,
                    KEY,
                    new Decision(
                            "d",
                            Chained.ACTION,
                            Chained.INSTANCE,
                            new ActionDigest("sha256:" + "0".repeat(64)),
                            Verdict.APPROVE,
                            new Principal("ann", PrincipalKind.PERSON, List.of()),
                            Channel.CLI,
                            "looks right",
                            Instant.now().minusSeconds(60),
                            null,
                            null));
            produce(producer, Topic.OUTCOMES, KEY, linked.outcome());
        }
        Run log = kafka("audit", "log", "--action", Chained.ACTION.value().substring(0, 8));
        assertThat(log.code()).as(log.err()).isEqualTo(ExitCode.OK);
        assertThat(log.out().lines().map(line -> line.replaceAll("\\d{4}-\\S+Z", "T")))
                .containsExactly(
                        "T  " + KEY + "  approve by ann through cli: looks right",
                        "T  " + KEY + "  analyze of public.orders in shop: succeeded, approved by ann",
                        "    ran ANALYZE public.orders  at T, 12 ms",
                        "    changed relation.dead-share from 0.3 % to 0.1 %");
        assertThat(kafka("audit", "log", "--instance", "other").out()).contains("Nothing was decided");
        Run wrong = kafka("audit", "log", "--since", "yesterday");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("--since yesterday: expected");
    }

    /** Four outcomes, signed with a key that the trust file has. */
    private List<Linked> written() throws IOException {
        SigningKey key = new KeyFiles(folder).obtain("executor");
        Files.writeString(
                folder.resolve("trust.yml"),
                "keys:\n  - purpose: executor\n    owner: executor\n    key: " + key.publicJwk() + "\n");
        return Chained.outcomes(key, WRITER, 4);
    }

    private void produce(Producer<String, byte[]> producer, Topic topic, String key, Object value)
            throws ExecutionException, InterruptedException {
        producer.send(events.record(topic, key, value)).get();
    }

    private Run verify(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "audit", "verify", "--trust", folder.resolve("trust.yml").toString()));
        arguments.addAll(List.of(more));
        return kafka(arguments.toArray(String[]::new));
    }

    private Run kafka(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--topic-prefix",
                settings.topicPrefix(),
                "--partitions",
                "2"));
        return Run.of(all.toArray(String[]::new));
    }

    private static List<String> kinds(Run run) throws IOException {
        List<String> kinds = new ArrayList<>();
        for (JsonNode chain : Codec.mapper().readTree(run.out()).get("chains")) {
            for (JsonNode fault : chain.get("faults")) {
                String from = fault.path("from").asText();
                String to = fault.path("to").asText();
                kinds.add((fault.get("kind").asText() + " " + from + (from.equals(to) ? "" : "-" + to)).strip());
            }
        }
        return kinds;
    }
}
