package dev.tickbird.cli.remote;

import dev.tickbird.console.app.ConsoleAgent;
import dev.tickbird.console.app.ConsoleConfig;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.fleet.FleetSigner;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.runtime.kafka.TopicAdmin;
import dev.tickbird.runtime.kafka.TopicSettings;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.TlsMode;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** A console with ann, who may approve and has a key, and eve, who may only look. */
final class RunningConsole implements AutoCloseable {
    static final InstanceId INSTANCE = InstanceId.of("orders");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PARTITIONS = 2;

    private final Path folder;
    private final KeyFiles keys;
    private final KafkaSettings kafka;
    private final KafkaClients clients;
    private final Events events;
    private final Producer<String, byte[]> producer;
    private final ConsoleAgent agent;

    RunningConsole(TestBroker broker, TestDatabase database, Path folder) {
        this.folder = folder;
        this.keys = new KeyFiles(folder.resolve("keys"));
        this.kafka = KafkaSettings.plaintext(broker.bootstrapServers(), broker.uniquePrefix(), PARTITIONS);
        this.clients = new KafkaClients(kafka, "test");
        this.events = new Events(kafka, "/test", InstantSource.system());
        try (Admin admin = clients.admin()) {
            new TopicAdmin(admin, kafka, TopicSettings.EMBEDDED).apply();
        }
        this.producer = clients.producer();
        FleetSigner fleet = new FleetSigner(keys.obtain("fleet"));
        send(Topic.CONFIG, FleetPolicy.KEY, fleet.policy(FleetPolicy.EMPTY));
        send(Topic.TARGETS, INSTANCE.value(), fleet.target(target(database)));
        this.agent = ConsoleAgent.start(
                StrictYaml.parse(configuration(kafka, database), "console.yml", ConsoleConfig.class),
                InstantSource.system());
    }

    URI address() {
        return agent.address();
    }

    /** The file of a user's token; a made-up name's token is unknown. */
    Path token(String user) {
        return secret(user + ".token", "token-of-" + user);
    }

    Path key(String name) {
        keys.obtain(name);
        return keys.privateFile(name);
    }

    /** Sends a finding or a proposal, and waits until the console lists it. */
    void publish(Topic topic, String id, Object value) {
        send(topic, Partitions.key(INSTANCE.value(), id), value);
        ConsoleClient eve = new ConsoleClient(address(), "token-of-eve");
        String list = topic == Topic.FINDINGS ? "findings/" : "actions/";
        Await.until(LIMIT, id + " is listed", () -> eve.get(list + id).has("id"));
    }

    void awaitState(String id, String state) {
        ConsoleClient eve = new ConsoleClient(address(), "token-of-eve");
        Await.until(
                LIMIT,
                id + " is " + state,
                () -> eve.get("actions/" + id).path("state").asText().equals(state));
    }

    /** The rehearsal that the console ordered, as an executor reads it. */
    Order.Rehearse rehearsalOrder() {
        try (PartitionReader reader = PartitionReader.ofTopic(clients, kafka.topic(Topic.APPROVED_ACTIONS))) {
            List<Order> orders = new ArrayList<>();
            return Await.value(LIMIT, "the order to rehearse", () -> {
                reader.readToEnd(record -> orders.add(order(record.value())), LIMIT);
                return orders.stream()
                        .filter(Order.Rehearse.class::isInstance)
                        .map(Order.Rehearse.class::cast)
                        .findFirst();
            });
        }
    }

    private static Order order(byte[] signed) {
        String jws = Codec.decode(signed, Signed.class).jws();
        return Codec.decode(Base64.getUrlDecoder().decode(jws.split("\\.", 3)[1]), Order.class);
    }

    /** Says what an executor would. */
    void answer(Rehearsal rehearsal) {
        send(
                Topic.REHEARSALS,
                Partitions.key(INSTANCE.value(), rehearsal.action().value()),
                rehearsal);
    }

    @Override
    public void close() {
        agent.close();
        producer.close(LIMIT);
    }

    private void send(Topic topic, String key, Object value) {
        try {
            producer.send(events.record(topic, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private String configuration(KafkaSettings kafka, TestDatabase database) {
        return "kafka:\n  bootstrapServers: " + kafka.bootstrapServers() + "\n  topicPrefix: " + kafka.topicPrefix()
                + "\n  partitions: " + PARTITIONS + "\n  replicationFactor: 1\ndatabase:\n  host: "
                + database.server().host() + "\n  port: " + database.server().port() + "\n  name: " + database.name()
                + "\n  user: " + database.server().superuser() + "\n  password: \"file:"
                + secret("store", database.server().password()) + "\"\n  tls: disable\nkeys: "
                + folder.resolve("keys") + "\ntrust: " + secret("trust.yml", trust())
                + "\nport: 0\nusers:\n" + user("ann", "viewer, approver") + user("eve", "viewer");
    }

    private String trust() {
        return "keys:\n" + entry("fleet", "fleet", "") + entry("console", "console", "")
                + entry("ann", "approver", "    scope: {highestRisk: high}\n");
    }

    private String entry(String name, String purpose, String rest) {
        return "  - purpose: " + purpose + "\n    owner: " + name + "\n    key: "
                + keys.obtain(name).publicJwk() + "\n" + rest;
    }

    private static String user(String name, String roles) {
        byte[] hash = StableId.sha256().digest(("token-of-" + name).getBytes(StandardCharsets.UTF_8));
        return "  - name: " + name + "\n    roles: [" + roles + "]\n    tokenSha256: "
                + HexFormat.of().formatHex(hash) + "\n";
    }

    private Path secret(String name, String text) {
        try {
            Path file = Files.writeString(folder.resolve(name), text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TargetSpec target(TestDatabase database) {
        Login login = new Login("tickbird", "file:/nowhere");
        return new TargetSpec(
                INSTANCE,
                "orders",
                "default",
                database.server().host(),
                database.server().port(),
                TlsMode.DISABLE,
                null,
                Map.of("env", "test"),
                "postgres",
                DatabaseSelection.ALL,
                Intervals.DEFAULTS,
                Mode.EXECUTE,
                login,
                login,
                login,
                null,
                false,
                null,
                1);
    }
}
