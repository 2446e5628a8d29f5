package dev.tickbird.executor;

import dev.tickbird.executor.app.ExecutorAgent;
import dev.tickbird.executor.app.ExecutorConfig;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.fleet.FleetSigner;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.runtime.kafka.TopicAdmin;
import dev.tickbird.runtime.kafka.TopicSettings;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One database under an executor, with a bus of its own: orders go in, outcomes come out. */
public final class Bench implements AutoCloseable {
    public static final InstanceId INSTANCE = InstanceId.of("orders");
    public static final String OWNER = "app_owner";
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int PARTITIONS = 2;

    public final Keys keys = Keys.make();
    public final TestDatabase database;
    private final Path folder;
    private final KafkaSettings kafka;
    private final KafkaClients clients;
    private final Events events;
    private final Producer<String, byte[]> producer;
    private final PartitionReader outcomes;
    private final List<Outcome> seen = new ArrayList<>();
    private final String prefix;
    private final Watched main;
    private Duration patience = Duration.ofMillis(500);
    private @Nullable ExecutorAgent agent;

    public Bench(TestBroker broker, TestDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
        this.prefix = broker.uniquePrefix();
        this.kafka = KafkaSettings.plaintext(broker.bootstrapServers(), prefix, PARTITIONS);
        this.clients = new KafkaClients(kafka, "bench");
        this.events = new Events(kafka, "/bench", InstantSource.system());
        try (Admin admin = clients.admin()) {
            new TopicAdmin(admin, kafka, TopicSettings.EMBEDDED).apply();
        }
        this.producer = clients.producer();
        this.outcomes = PartitionReader.ofTopic(clients, kafka.topic(Topic.OUTCOMES));
        this.main = new Watched(database, INSTANCE, OWNER).prepare();
        files(
                "instances:\n  orders: {actions: [analyze, vacuum, reindex-index, drop-index, create-index, set-table-storage, set-parameter,"
                        + " validate-constraint, refresh-materialized-view, install-monitoring-views, remove-monitoring-views, cancel-backend, terminate-backend, drop-replication-slot], highestRisk: high, runsPerHour: 100, disk: 100TB}\n");
        target(spec(Mode.EXECUTE, database.server().port()));
        config(FleetPolicy.KEY, new FleetSigner(keys.fleet()).policy(FleetPolicy.EMPTY.withRevision(1)));
    }

    /** Writes the executor's local files. */
    public void files(String limits) {
        try {
            Path password = folder.resolve("password");
            Files.writeString(password, Watched.PASSWORD);
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(folder.resolve("trust.yml"), keys.trustFile());
            Files.writeString(folder.resolve("executor.yml"), limits);
            Files.writeString(folder.resolve("credentials.yml"), "\"" + credential() + "\": [\"127.0.0.1\"]\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String credential() {
        return "file:" + folder.resolve("password");
    }

    public TargetSpec spec(Mode mode, int port) {
        return main.spec(mode, port, credential());
    }

    /** The instance with another login for its slots. */
    void slots(String login) {
        target(main.spec(Mode.EXECUTE, database.server().port(), credential(), login));
    }

    /** Another instance in mode execute, reached through this port. */
    Watched add(TestDatabase other, String name, int port) {
        Watched watched = new Watched(other, InstanceId.of(name), "owner_" + other.name()).prepare();
        target(watched.spec(Mode.EXECUTE, port, credential()));
        return watched;
    }

    public void target(TargetSpec spec) {
        send(events.record(Topic.TARGETS, spec.instance().value(), new FleetSigner(keys.fleet()).target(spec)));
    }

    /** For how long anyone may wait for the executor's statements, from its next start. */
    Bench patience(Duration duration) {
        patience = duration;
        return this;
    }

    public Bench start() {
        return start("one");
    }

    /** An executor of that name, with a key and an anchor of its own. */
    Bench start(String name) {
        agent = ExecutorAgent.start(
                StrictYaml.parse(yaml(name), "executor-test.yml", ExecutorConfig.class), InstantSource.system());
        return this;
    }

    public void stop() {
        if (agent != null) {
            agent.close();
            agent = null;
        }
    }

    /** Where the executor writes down how far the chain of outcomes has come. */
    Path anchor(String name) {
        return folder.resolve("anchor-" + name + ".jsonl");
    }

    /** The executor's file. */
    String yaml() {
        return yaml("one");
    }

    private String yaml(String name) {
        return """
                kafka: {bootstrapServers: "%s", topicPrefix: "%s", partitions: %d, replicationFactor: 1}
                zone: here
                name: %s
                trust: "%s"
                limits: "%s"
                credentials: "%s"
                keys: "%s"
                anchor: "%s"
                guards: {lookAgain: 300ms, longestTransaction: 2s, longestOnStandby: 500ms, afterFailure: 1ms}
                runs: {lease: 3s, retry: 200ms, progress: 300ms, cleaning: 1s, patience: %s}
                """.formatted(
                        kafka.bootstrapServers(),
                        prefix,
                        PARTITIONS,
                        name,
                        folder.resolve("trust.yml"),
                        folder.resolve("executor.yml"),
                        folder.resolve("credentials.yml"),
                        folder.resolve("keys-" + name),
                        anchor(name),
                        patience);
    }

    /** The target of an action on a table of schema public, on its index if one is named, or on no object. */
    public ActionTarget target(@Nullable String table, @Nullable String index) {
        return main.target(table, index, database.server().port());
    }

    /** Orders an action that ann approved. */
    public Order.Run order(Action action, ActionTarget target) {
        return order(Orders.run(action, target, Instant.now()));
    }

    public Order.Run order(Order.Run order) {
        sendOrder(order);
        return order;
    }

    public void sendOrder(Order order) {
        InstanceId instance = switch (order) {
            case Order.Run run -> run.instance();
            case Order.Revoke revoke -> revoke.instance();
            case Order.Cancel cancel -> cancel.instance();
            case Order.Rehearse rehearse -> rehearse.what().instance();
            case Order.Unrecognized unknown -> INSTANCE;
        };
        String jws = keys.console().sign(Codec.encode(order), Order.JWS_TYPE);
        send(events.record(Topic.APPROVED_ACTIONS, instance.value(), new Signed(jws)));
    }

    public void sendJws(String jws) {
        send(events.record(Topic.APPROVED_ACTIONS, INSTANCE.value(), new Signed(jws)));
    }

    /** Sends each of these so often. */
    void flood(int times, String... orders) {
        for (int i = 0; i < times; i++) {
            for (String jws : orders) {
                Future<RecordMetadata> _ =
                        producer.send(events.record(Topic.APPROVED_ACTIONS, INSTANCE.value(), new Signed(jws)));
            }
        }
        producer.flush();
    }

    /** What the running executor counts. */
    String metrics() {
        return page("/prometheus");
    }

    /** Whether the running executor is well. */
    String health() {
        return page("/health/ready");
    }

    private String page(String path) {
        ExecutorAgent running = java.util.Objects.requireNonNull(agent);
        URI address =
                URI.create("http://127.0.0.1:" + running.server().address().getPort() + path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Puts an entry into the journal as an executor that then died would have. */
    public void journal(JournalEntry entry) {
        send(events.record(
                Topic.JOURNAL,
                Partitions.key(entry.instance().value(), entry.action().value()),
                entry));
    }

    public void config(String key, Object value) {
        send(events.record(Topic.CONFIG, key, value));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The answer to an order to rehearse. */
    Rehearsal rehearsal(String order) {
        try (PartitionReader reader = PartitionReader.ofTopic(clients, kafka.topic(Topic.REHEARSALS))) {
            List<Rehearsal> answers = new ArrayList<>();
            return Await.value(LIMIT, "the rehearsal", () -> {
                reader.readToEnd(record -> answers.add(Codec.decode(record.value(), Rehearsal.class)), LIMIT);
                return answers.stream()
                        .filter(answer -> answer.order().equals(order))
                        .findFirst();
            });
        }
    }

    /** How the action ended. */
    public Outcome end(ActionId action) {
        return await(action, "the end of " + action, outcome -> outcome.state().terminal());
    }

    /** How the action ended, where it may take longer than a test's. */
    public Outcome end(ActionId action, Duration limit) {
        return Await.value(
                limit,
                "the end of " + action,
                () -> outcomes(action).stream()
                        .filter(outcome -> outcome.state().terminal())
                        .findFirst());
    }

    public Outcome await(ActionId action, String what, java.util.function.Predicate<Outcome> wanted) {
        return Await.value(LIMIT, what, () -> {
            List<Outcome> all = outcomes(action);
            Optional<Outcome> found = all.stream().filter(wanted).findFirst();
            if (found.isEmpty() && !all.isEmpty()) {
                throw new AssertionError("so far: "
                        + all.stream().map(o -> o.state() + " " + o.reason()).toList());
            }
            return found;
        });
    }

    public List<ActionState> states(ActionId action) {
        return outcomes(action).stream().map(Outcome::state).toList();
    }

    /** Everything said so far of this instance, in order. */
    List<Outcome> outcomes(InstanceId instance) {
        outcomes.readToEnd(record -> seen.add(Codec.decode(record.value(), Outcome.class)), LIMIT);
        return seen.stream()
                .filter(outcome -> outcome.instance().equals(instance))
                .toList();
    }

    /** The signed heads of chains, by their keys. */
    Map<String, String> heads() {
        Map<String, String> heads = new TreeMap<>();
        try (PartitionReader reader = PartitionReader.ofTopic(clients, kafka.topic(Topic.CHAINS))) {
            reader.readToEnd(
                    record -> heads.put(
                            record.key(),
                            Codec.decode(record.value(), Signed.class).jws()),
                    LIMIT);
        }
        return heads;
    }

    /** Puts a head there as somebody who may write the topic. */
    void head(String key, String jws) {
        send(events.record(Topic.CHAINS, key, new Signed(jws)));
    }

    /** Deletes all outcomes that there are, as an administrator may. */
    void eraseOutcomes() throws ExecutionException, InterruptedException {
        try (Admin admin = clients.admin()) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                all.put(new TopicPartition(kafka.topic(Topic.OUTCOMES), partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        }
    }

    /** Writes a record as this executor would, and dies before it commits. */
    void dieWriting(String name, Topic topic, String key, Object value)
            throws ExecutionException, InterruptedException {
        Producer<String, byte[]> dying = clients.transactionalProducer(prefix + "executor-here-" + name);
        dying.initTransactions();
        dying.beginTransaction();
        dying.send(events.record(topic, key, value)).get();
        dying.close(Duration.ZERO);
    }

    /** Everything said of the action so far, in order. */
    public List<Outcome> outcomes(ActionId action) {
        outcomes.readToEnd(record -> seen.add(Codec.decode(record.value(), Outcome.class)), LIMIT);
        return seen.stream().filter(outcome -> outcome.action().equals(action)).toList();
    }

    /** Records that went to the dead letters so far. */
    public List<String> deadLetters() {
        List<String> reasons = new ArrayList<>();
        try (PartitionReader reader = PartitionReader.ofTopic(clients, kafka.topic(Topic.DEAD_LETTERS))) {
            reader.readToEnd(
                    record -> reasons.add(new String(
                            record.headers().lastHeader("tickbird-reason").value(), StandardCharsets.UTF_8)),
                    LIMIT);
        }
        return reasons;
    }

    @Override
    public void close() {
        stop();
        outcomes.close();
        producer.close();
    }
}
