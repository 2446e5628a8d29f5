package dev.tickbird.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.console.app.ConsoleAgent;
import dev.tickbird.console.app.ConsoleConfig;
import dev.tickbird.console.store.Store;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.fleet.FleetSigner;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.runtime.kafka.TopicAdmin;
import dev.tickbird.runtime.kafka.TopicSettings;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.DecisionClaims;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.TlsMode;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.CanonicalJson;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A console over a bus and a database of its own, with ann (an approver who has a key), ben (an approver) and eve (who only looks). */
public final class ConsoleBench implements AutoCloseable {
    public static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PARTITIONS = 2;

    public final KafkaSettings kafka;
    public final KafkaClients clients;
    public final Events events;
    /** Ann's key: any action, up to high risk, on instances with the tag {@code env: test}. */
    public final SigningKey ann;
    /** Ann's second key: low risk only. */
    public final SigningKey annLow;
    /** Ann's third key: its time is over. */
    public final SigningKey annOld;

    private final Extra extra;
    private final Path folder;
    private final TestDatabase database;
    private final KeyFiles keys;
    private final Producer<String, byte[]> producer;
    private final HttpClient http = HttpClient.newHttpClient();
    private ConsoleAgent agent;

    public ConsoleBench(TestBroker broker, TestDatabase database, Path folder, FleetPolicy policy) {
        this(broker, database, folder, policy, Extra.NOTHING);
    }

    /**
     * What else the console is told.
     *
     * @param configuration lines after its users: first of users, then of anything
     * @param trust entries of the trust file
     * @param port where it serves; 0 for any
     */
    public record Extra(String configuration, String trust, int port) {
        static final Extra NOTHING = new Extra("", "", 0);
    }

    public ConsoleBench(TestBroker broker, TestDatabase database, Path folder, FleetPolicy policy, Extra extra) {
        this.extra = extra;
        this.folder = folder;
        this.database = database;
        this.kafka = KafkaSettings.plaintext(broker.bootstrapServers(), broker.uniquePrefix(), PARTITIONS);
        this.clients = new KafkaClients(kafka, "bench");
        this.events = new Events(kafka, "/bench", InstantSource.system());
        this.keys = new KeyFiles(folder.resolve("keys"));
        this.ann = keys.obtain("ann");
        this.annLow = keys.obtain("ann-low");
        this.annOld = keys.obtain("ann-old");
        try (Admin admin = clients.admin()) {
            new TopicAdmin(admin, kafka, TopicSettings.EMBEDDED).apply();
        }
        this.producer = clients.producer();
        FleetSigner fleet = new FleetSigner(keys.obtain("fleet"));
        send(events.record(Topic.CONFIG, FleetPolicy.KEY, fleet.policy(policy)));
        send(events.record(Topic.TARGETS, Proposals.INSTANCE.value(), fleet.target(target())));
        this.agent = start();
        Await.until(
                LIMIT, "the instance is known", () -> !get("eve", "instances").isEmpty());
    }

    /** The target of this revision, as an earlier or later {@code fleet apply} signed it. */
    void watch(long revision) {
        FleetSigner fleet = new FleetSigner(keys.obtain("fleet"));
        send(events.record(Topic.TARGETS, Proposals.INSTANCE.value(), fleet.target(target().withRevision(revision))));
    }

    /** Another server of the fleet. */
    public void watch(String name, Map<String, String> tags) {
        FleetSigner fleet = new FleetSigner(keys.obtain("fleet"));
        send(events.record(Topic.TARGETS, name, fleet.target(target(InstanceId.of(name), tags))));
    }

    void unwatch(long revision) {
        FleetSigner fleet = new FleetSigner(keys.obtain("fleet"));
        TargetRemoval removal = new TargetRemoval(
                Proposals.INSTANCE, "ann", InstantSource.system().instant(), revision);
        send(events.record(Topic.TARGETS, Proposals.INSTANCE.value(), fleet.removal(removal)));
    }

    /** What somebody does who may write to the topic and has no key. */
    void erase() {
        send(events.tombstone(Topic.TARGETS, Proposals.INSTANCE.value()));
    }

    /** Ends the console and starts it again; what is in its database stays. */
    public void restart() {
        agent.close();
        agent = start();
    }

    /** Ends the console, empties its database and starts it again: everything comes from the topics. */
    public void rebuild() {
        agent.close();
        database.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        agent = start();
    }

    /** Writes to the console's database, beside the console. */
    void store(Store.Task task) {
        new Store(database.dataSource()).inTransaction(task);
    }

    List<String> query(String sql) {
        return database.query(sql);
    }

    /** Ends the console, makes it forget what it read of a topic, and starts it again. */
    void replay(Topic topic) {
        agent.close();
        database.execute("DELETE FROM position WHERE topic = '" + kafka.topic(topic) + "'");
        agent = start();
    }

    public URI address() {
        return agent.address();
    }

    public URI loginLink(String user) {
        return agent.loginLink(user);
    }

    public SigningKey key(String name) {
        return keys.obtain(name);
    }

    public void publish(Proposal proposal) {
        send(events.record(
                Topic.PROPOSALS,
                Partitions.key(proposal.instance().value(), proposal.id().value()),
                proposal));
        Await.until(LIMIT, "the proposal is listed", () -> status("eve", "actions/" + proposal.id()) == 200);
    }

    public void publish(Finding finding) {
        send(events.record(
                Topic.FINDINGS,
                Partitions.key(finding.instance().value(), finding.id().value()),
                finding));
        Await.until(LIMIT, "the finding is known", () -> status("eve", "findings/" + finding.id()) == 200);
    }

    public void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every record of a topic, as it is now. */
    public List<ConsumerRecord<String, byte[]>> all(Topic topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (PartitionReader reader = PartitionReader.ofTopic(clients, kafka.topic(topic))) {
            reader.readToEnd(all::add, LIMIT);
        }
        return all;
    }

    /** What the console ordered, each under its signature. */
    public List<Order.Run> orders() {
        TrustedKeys trusted = new TrustedKeys(
                List.of(TrustedKeys.own(key("console"), KeyPurpose.CONSOLE, "console", KeyScope.UNLIMITED)),
                InstantSource.system());
        List<Order.Run> runs = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : all(Topic.APPROVED_ACTIONS)) {
            String jws = Codec.decode(record.value(), Signed.class).jws();
            if (!(trusted.verify(jws, Order.JWS_TYPE) instanceof VerifyResult.Verified verified)) {
                throw new IllegalStateException("not an order of the console: " + jws);
            }
            if (Codec.decode(verified.bytes(), Order.class) instanceof Order.Run run) {
                runs.add(run);
            }
        }
        return runs;
    }

    /** An approval as the command line would sign it. */
    public static Decision approval(Proposal proposal, String by, Instant at, @Nullable Instant until) {
        return new Decision(
                UUID.randomUUID().toString(),
                proposal.id(),
                proposal.instance(),
                proposal.digest(),
                Verdict.APPROVE,
                new Principal(by, PrincipalKind.PERSON, List.of()),
                Channel.CLI,
                null,
                at,
                until,
                null);
    }

    public static Decision signed(Decision bare, SigningKey key) {
        return bare.withSignature(key.sign(CanonicalJson.bytes(bare.claims()), DecisionClaims.JWS_TYPE));
    }

    public JsonNode get(String user, String path) {
        HttpResponse<String> response = send(request(user, path).GET());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " answers " + response.statusCode() + ": " + response.body());
        }
        return json(response);
    }

    public int status(String user, String path) {
        return send(request(user, path).GET()).statusCode();
    }

    public HttpResponse<String> post(String user, String path, Object body) {
        return send(request(user, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Codec.encode(body))));
    }

    public HttpRequest.Builder request(String user, String path) {
        return HttpRequest.newBuilder(agent.address().resolve("/api/v1/" + path))
                .header("Authorization", "Bearer " + token(user));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return Codec.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    public static String token(String user) {
        return "token-of-" + user;
    }

    /** Waits until the action has this state. */
    public void awaitState(Proposal proposal, String state) {
        Await.until(
                LIMIT,
                proposal.id() + " is " + state,
                () -> get("eve", "actions/" + proposal.id())
                        .path("state")
                        .asText()
                        .equals(state));
    }

    @Override
    public void close() {
        agent.close();
        producer.close(Duration.ofSeconds(5));
    }

    private ConsoleAgent start() {
        return ConsoleAgent.start(
                StrictYaml.parse(configuration(), "console.yml", ConsoleConfig.class), InstantSource.system());
    }

    private String configuration() {
        return "kafka:\n  bootstrapServers: " + kafka.bootstrapServers() + "\n  topicPrefix: " + kafka.topicPrefix()
                + "\n  partitions: " + PARTITIONS
                + "\n  replicationFactor: 1\ndatabase:\n  host: "
                + database.server().host() + "\n  port: "
                + database.server().port() + "\n  name: " + database.name() + "\n  user: "
                + database.server().superuser() + "\n  password: \"file:"
                + write("store", database.server().password()) + "\"\n  tls: disable\nkeys: "
                + folder.resolve("keys") + "\ntrust: " + write("trust.yml", trust()) + "\nport: " + extra.port()
                + "\nusers:\n"
                + user("ann", "viewer, approver") + user("ben", "viewer, approver") + user("eve", "viewer")
                + user("old", "viewer, approver").stripTrailing() + "\n    expires: 2020-01-01T00:00:00Z\n"
                + user("op", "operator") + extra.configuration();
    }

    /** A port that nobody uses now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String user(String name, String roles) {
        return "  - name: " + name + "\n    roles: [" + roles + "]\n    tokenSha256: " + sha256(token(name)) + "\n";
    }

    static String sha256(String token) {
        return HexFormat.of().formatHex(StableId.sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    private String trust() {
        return "keys:\n" + trusted("fleet", "fleet", "fleet", "") + trusted("console", "console", "console", "")
                + trusted("executor", "executor", "ann", "")
                + trusted("ann", "approver", "ann", "    scope: {highestRisk: high, tags: {env: test}}\n")
                + trusted("ann-low", "approver", "ann", "    scope: {highestRisk: low}\n")
                + trusted(
                        "ann-old",
                        "approver",
                        "ann",
                        "    validUntil: 2020-01-01T00:00:00Z\n    scope: {highestRisk: high}\n")
                + trusted("ann-lost", "approver", "ann", "    revoked: true\n    scope: {highestRisk: high}\n")
                + trusted("workflow", "engine", "workflow", "    scope: {highestRisk: medium}\n")
                + trusted("ben", "approver", "ben", "    scope: {highestRisk: high}\n") + extra.trust();
    }

    private String trusted(String name, String purpose, String owner, String rest) {
        return "  - purpose: " + purpose + "\n    owner: " + owner + "\n    key: "
                + keys.obtain(name).publicJwk() + "\n" + rest;
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TargetSpec target() {
        return target(Proposals.INSTANCE, Map.of("env", "test"));
    }

    private static TargetSpec target(InstanceId instance, Map<String, String> tags) {
        Login login = new Login("tickbird", "file:/nowhere");
        return new TargetSpec(
                instance,
                instance.value(),
                "default",
                "db1",
                5432,
                TlsMode.DISABLE,
                null,
                tags,
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
