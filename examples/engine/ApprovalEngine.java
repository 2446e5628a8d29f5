import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.DecisionClaims;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import dev.tickbird.schemas.wire.CanonicalJson;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An approval engine outside Tickbird: it reads proposals from the bus and approves those that its own rules allow, with a key of its own. See
 * README.md beside this file.
 *
 * <p>It approves what is of low risk, and new indexes; everything else is left to others.
 */
public final class ApprovalEngine {
    private ApprovalEngine() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = options(arguments);
        String name = options.getOrDefault("name", "engine");
        String prefix = options.getOrDefault("prefix", Topic.DEFAULT_PREFIX);
        ECKey key = ECKey.parse(Files.readString(Path.of(required(options, "key"))));
        String servers = required(options, "bootstrap");
        try (KafkaConsumer<String, byte[]> consumer = consumer(servers, options.getOrDefault("group", name));
                KafkaProducer<String, byte[]> producer = producer(servers)) {
            consumer.subscribe(List.of(Topic.PROPOSALS.name(prefix)));
            System.out.println(name + " reads proposals, and signs with key " + key.computeThumbprint());
            int partitions = producer.partitionsFor(Topic.DECISIONS.name(prefix)).size();
            while (true) {
                for (ConsumerRecord<String, byte[]> found : consumer.poll(Duration.ofSeconds(1))) {
                    Proposal proposal = found.value() == null ? null : Codec.decode(found.value(), Proposal.class);
                    if (proposal != null && wanted(proposal)) {
                        Decision decision = signed(approval(proposal, name), key);
                        producer.send(record(decision, prefix, partitions)).get();
                        System.out.println("approved " + proposal.id() + ": " + proposal.statements());
                    }
                }
                // After the decisions are on the topic: one that is sent twice counts once.
                consumer.commitSync();
            }
        }
    }

    /** The engine's own rules. The digest is checked: what is approved is what is shown. */
    private static boolean wanted(Proposal proposal) {
        if (proposal.state() != ProposalState.LIVE || !proposal.digestHolds()) {
            return false;
        }
        return proposal.risk() == Risk.LOW || "create-index".equals(proposal.action().type());
    }

    /** The same proposal always gets the same decision: its id is computed from both. */
    private static Decision approval(Proposal proposal, String name) {
        String id = UUID.nameUUIDFromBytes((name + "/" + proposal.id()).getBytes(StandardCharsets.UTF_8))
                .toString();
        return new Decision(
                id,
                proposal.id(),
                proposal.instance(),
                proposal.digest(),
                Verdict.APPROVE,
                new Principal(name, PrincipalKind.ENGINE, List.of()),
                Channel.ENGINE,
                null,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                null,
                null);
    }

    /** A compact JWS, ES256, over the canonical JSON of the decision's claims. */
    private static Decision signed(Decision decision, ECKey key) throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(key.computeThumbprint().toString())
                .type(new JOSEObjectType(DecisionClaims.JWS_TYPE))
                .build();
        JWSObject jws = new JWSObject(header, new Payload(CanonicalJson.bytes(decision.claims())));
        jws.sign(new ECDSASigner(key));
        return decision.withSignature(jws.serialize());
    }

    /** Everything of one instance lies in one partition, which anybody can compute. */
    private static ProducerRecord<String, byte[]> record(Decision decision, String prefix, int partitions) {
        String instance = decision.instance().value();
        return new ProducerRecord<>(
                Topic.DECISIONS.name(prefix),
                Partitions.of(instance, partitions),
                Partitions.key(instance, decision.action().value()),
                Codec.encode(decision));
    }

    private static KafkaConsumer<String, byte[]> consumer(String servers, String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "group.id", group,
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static KafkaProducer<String, byte[]> producer(String servers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"), new StringSerializer(), new ByteArraySerializer());
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        if (!options.containsKey(name)) {
            System.err.println("usage: ApprovalEngine --bootstrap HOST:PORT --key FILE [--name NAME] [--group GROUP] [--prefix PREFIX]");
            System.exit(2);
        }
        return options.get(name);
    }
}
