package dev.tickbird.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.remote.ConsoleClient;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.DeliveryState;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed where it hurts, and a broker that goes away: nothing is lost, and nothing happens twice. */
@ExtendWith(SharedPostgres.class)
class FaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int TABLES = 6;
    private static final List<String> AGENTS = List.of("collector", "analyzer", "console", "executor", "alerter");

    /**
     * The executor holds still for what it cannot read in CONFIG, and leaves it out of the heads of chains; a question that is not heard
     * is asked again; the others are read by nobody, or whole.
     */
    private static final Set<Topic> PUT_ASIDE = EnumSet.complementOf(EnumSet.of(
            Topic.CONFIG, Topic.QUESTIONS, Topic.CHAINS, Topic.ALERTS_GROUPING, Topic.AUDIT, Topic.DEAD_LETTERS));

    /**
     * Overlays and silences are people's; statements need pg_stat_statements in the database, and questions need statements; no cluster
     * has two servers here; DROP INDEX has no progress view; nobody rehearses; and {@code alerts.grouping} only tells which alerter is the active one.
     */
    private static final Set<Topic> NOT_WRITTEN_HERE = EnumSet.of(
            Topic.OVERLAYS,
            Topic.SILENCES,
            Topic.SNAPSHOTS_STATEMENTS,
            Topic.USAGE,
            Topic.QUESTIONS,
            Topic.ANSWERS,
            Topic.PROGRESS,
            Topic.REHEARSALS,
            Topic.ALERTS_GROUPING);

    private static final List<Topic> ANALYZER_INPUTS = List.of(
            Topic.TARGETS,
            Topic.CONFIG,
            Topic.SNAPSHOTS_INSTANCE,
            Topic.SNAPSHOTS_RELATIONS,
            Topic.SNAPSHOTS_STATEMENTS,
            Topic.SNAPSHOTS_ACTIVITY,
            Topic.ANSWERS,
            Topic.OUTCOMES,
            Topic.DECISIONS,
            Topic.OVERLAYS,
            Topic.TICKS);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @Test
    void killedAgentsAndARestartedBrokerLoseNothingAndDoNothingTwice(TestPostgres postgres) throws Exception {
        int newest = PostgresServer.majors().last();
        PostgresServer watched = postgres.server(newest);
        prepare(watched);
        PostgresServer store = postgres.server(newest);
        store.createDatabase("console");
        try (Installation installation = new Installation(folder, watched, store)) {
            AgentProcesses agents = installation.agents();
            installation.createTopics("tickbird.");
            installation.applyFleet();
            AGENTS.forEach(agents::start);

            until(
                    agents,
                    "every duplicate is proposed",
                    () -> actions(installation, "PROPOSED").size() == TABLES);
            TopicRecords records = new TopicRecords(installation.bootstrap());
            for (Topic topic : Topic.values()) {
                records.send(topic.name("tickbird."), "garbage", "{\"not\": json");
            }
            agents.killAndRestart("collector");
            agents.killAndRestart("analyzer");
            until(agents, "the analyzer runs again", () -> agents.starts("analyzer") == 2);
            agents.kill("analyzer");
            delete(folder.resolve("state"));
            agents.start("analyzer");

            List<JsonNode> proposed = actions(installation, "PROPOSED");
            try (Connection reader = watched.dataSource(Installation.DATABASE).getConnection()) {
                reader.setAutoCommit(false);
                try (Statement statement = reader.createStatement()) {
                    statement.execute("SELECT count(*) FROM t1");
                }
                proposed.subList(0, TABLES / 2).forEach(action -> approve(installation, action));
                agents.killAndRestart("console");
                until(agents, "an action has begun", () -> !begun(installation).isEmpty());
                agents.killAndRestart("executor");
                agents.killAndRestart("alerter");
                until(
                        agents,
                        "the console answers again",
                        () -> actions(installation, "PROPOSED").size() == TABLES - TABLES / 2);
                proposed.subList(TABLES / 2, TABLES).forEach(action -> approve(installation, action));
                until(agents, "the executor runs again", () -> agents.starts("executor") == 2);
                agents.killAndRestart("executor");
                installation.restartBroker();
                reader.rollback();
            }
            until(
                    agents,
                    "an unreadable entry of the configuration pauses",
                    () -> waiting(installation).contains("the entry garbage cannot be read"));
            installation.resume("garbage");

            until(
                    agents,
                    "every action ended",
                    () -> actions(installation, "SUCCEEDED").size() == TABLES);
            until(
                    agents,
                    "every finding is resolved",
                    () -> states(installation, "tickbird.", Instant.MAX).values().stream()
                            .allMatch(states -> states.getLast() == FindingState.RESOLVED));
            until(agents, "everything was told", () -> told(installation));
            assertThat(dropped(watched))
                    .as("every index was dropped once")
                    .containsExactlyInAnyOrderElementsOf(Stream.iterate(1, i -> i + 1)
                            .limit(TABLES)
                            .map(i -> "t" + i + "_twin")
                            .toList());
            endedOnce(installation);
            nothingFlapped(installation);
            assertThat(setAside(records)).isEqualTo(PUT_ASIDE);
            keepsSecrets(installation);
            keepsTheContract(records);
            anUninterruptedAnalyzerSaysTheSame(installation);
        } finally {
            store.dropDatabase("console");
            watched.dropDatabase(Installation.DATABASE);
        }
    }

    /** Two indexes of which one is superfluous on each table, and a trigger that counts what is dropped. */
    private static void prepare(PostgresServer server) {
        Installation.prepare(server);
        List<String> sql = new ArrayList<>(List.of(
                "GRANT ALL ON SCHEMA public TO shop_owner",
                "CREATE TABLE dropped (name text)",
                "GRANT INSERT ON dropped TO PUBLIC",
                """
                CREATE FUNCTION count_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN
                  INSERT INTO public.dropped SELECT object_name FROM pg_event_trigger_dropped_objects() WHERE object_type = 'index';
                END $$""",
                "CREATE EVENT TRIGGER count_drop ON sql_drop EXECUTE FUNCTION count_drop()",
                "SET ROLE shop_owner"));
        for (int i = 1; i <= TABLES; i++) {
            sql.add("CREATE TABLE t" + i + " (a int)");
            sql.add("CREATE INDEX t" + i + "_a ON t" + i + " (a)");
            sql.add("CREATE INDEX t" + i + "_twin ON t" + i + " (a)");
        }
        server.execute(Installation.DATABASE, sql.toArray(String[]::new));
    }

    private static List<JsonNode> actions(Installation installation, String state) {
        return installation
                .console()
                .get("actions?state=" + state + "&limit=100")
                .valueStream()
                .filter(action -> action.path("proposal")
                        .path("action")
                        .path("type")
                        .asText()
                        .equals("drop-index"))
                .toList();
    }

    private static List<JsonNode> begun(Installation installation) {
        return Stream.of("QUEUED", "RUNNING", "RETRY_WAIT", "VERIFYING", "SUCCEEDED")
                .flatMap(state -> actions(installation, state).stream())
                .toList();
    }

    /** Why actions wait. */
    private static String waiting(Installation installation) {
        return actions(installation, "QUEUED").stream()
                .map(action -> action.path("outcome").path("reason").asText())
                .collect(Collectors.joining("\n"));
    }

    private static void approve(Installation installation, JsonNode action) {
        installation
                .console()
                .decide(
                        action.path("id").asText(),
                        "approve",
                        new ConsoleClient.Words(
                                action.path("proposal").path("digest").asText(), null, null),
                        null);
    }

    /** The states of each duplicate's finding in the order of the topic, repeats left out. */
    private static Map<String, List<FindingState>> states(Installation installation, String prefix, Instant until) {
        Map<String, List<FindingState>> states = new TreeMap<>();
        for (Finding finding :
                new TopicRecords(installation.bootstrap()).values(prefix, Topic.FINDINGS, Finding.class)) {
            if (finding.rule().equals("index.duplicate") && !finding.lastSeen().isAfter(until)) {
                List<FindingState> seen =
                        states.computeIfAbsent(finding.subject().label(), any -> new ArrayList<>());
                if (seen.isEmpty() || seen.getLast() != finding.state()) {
                    seen.add(finding.state());
                }
            }
        }
        return states;
    }

    private static boolean told(Installation installation) {
        Map<String, Delivery> newest = new LinkedHashMap<>();
        new TopicRecords(installation.bootstrap())
                .values("tickbird.", Topic.DELIVERIES, Delivery.class)
                .forEach(delivery -> newest.put(delivery.receiver() + delivery.group(), delivery));
        String said = String.join("\n", installation.slack());
        return !newest.isEmpty()
                && newest.values().stream().allMatch(delivery -> delivery.state() == DeliveryState.SENT)
                && Stream.iterate(1, i -> i + 1).limit(TABLES).allMatch(i -> said.contains("t" + i + "_twin"));
    }

    /** From which topics a record was put aside; only what nobody can read ever is. */
    private static Set<Topic> setAside(TopicRecords records) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (ConsumerRecord<byte[], byte[]> letter : records.read(Topic.DEAD_LETTERS.name("tickbird."))) {
            Header source = letter.headers().lastHeader(DeadLetters.SOURCE_TOPIC);
            if (source != null) {
                assertThat(letter.value()).asString().isEqualTo("{\"not\": json");
                String name = new String(source.value(), UTF_8);
                Stream.of(Topic.values())
                        .filter(topic -> topic.name("tickbird.").equals(name))
                        .forEach(topics::add);
            }
        }
        return topics;
    }

    private static List<String> dropped(PostgresServer server) throws Exception {
        List<String> names = new ArrayList<>();
        try (Connection connection = server.dataSource(Installation.DATABASE).getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name FROM dropped")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** One terminal outcome for each action, and nothing after it. */
    private static void endedOnce(Installation installation) {
        Map<String, List<ActionState>> states = new TreeMap<>();
        new TopicRecords(installation.bootstrap())
                .values("tickbird.", Topic.OUTCOMES, Outcome.class)
                .forEach(outcome -> states.computeIfAbsent(outcome.action().value(), any -> new ArrayList<>())
                        .add(outcome.state()));
        assertThat(states).hasSize(TABLES);
        assertThat(states.values()).allSatisfy(all -> {
            List<ActionState> terminal =
                    all.stream().filter(ActionState::terminal).distinct().toList();
            assertThat(terminal).containsExactly(ActionState.SUCCEEDED);
            assertThat(all.getLast()).isEqualTo(ActionState.SUCCEEDED);
        });
    }

    private static void nothingFlapped(Installation installation) {
        assertThat(states(installation, "tickbird.", Instant.MAX))
                .hasSize(TABLES)
                .allSatisfy((name, states) -> assertThat(states.stream()
                                .filter(state -> state != FindingState.PENDING)
                                .toList())
                        .as(name)
                        .containsExactly(FindingState.OPEN, FindingState.RESOLVED));
        List<Finding> all =
                new TopicRecords(installation.bootstrap()).values("tickbird.", Topic.FINDINGS, Finding.class);
        assertThat(all).extracting(Finding::rule).doesNotContain("telemetry.silent", "instance.unreachable");
        assertThat(all).noneMatch(finding -> finding.state() == FindingState.UNKNOWN);
    }

    private static void keepsSecrets(Installation installation) throws IOException {
        TopicRecords records = new TopicRecords(installation.bootstrap());
        StringBuilder everything = new StringBuilder(String.join("\n", installation.slack()));
        for (Topic topic : Topic.values()) {
            for (ConsumerRecord<byte[], byte[]> row : records.read(topic.name("tickbird."))) {
                everything.append(row.value() == null ? "" : new String(row.value(), UTF_8));
                row.headers().forEach(header -> everything.append(new String(header.value(), UTF_8)));
            }
        }
        AGENTS.forEach(agent -> everything.append(installation.agents().said(agent)));
        for (String path : List.of("findings", "actions")) {
            everything.append(installation.console().get(path + "?limit=500"));
        }
        assertThat(everything).hasSizeGreaterThan(10_000);
        Installation.secrets()
                .forEach(secret -> assertThat(everything.indexOf(secret))
                        .as("a secret in a topic, log, message or page")
                        .isNegative());
    }

    private static void keepsTheContract(TopicRecords records) {
        PublishedContract contract = new PublishedContract();
        Set<Topic> seen = EnumSet.noneOf(Topic.class);
        Set<Topic> described = EnumSet.complementOf(EnumSet.of(Topic.DEAD_LETTERS));
        for (Topic topic : described) {
            records.read(topic.name("tickbird.")).stream()
                    .filter(row -> row.key() == null || !new String(row.key(), UTF_8).equals("garbage"))
                    .forEach(row -> {
                        assertThat(contract.complaints(topic, row))
                                .as("%s at %d of %s", new String(row.value(), UTF_8), row.offset(), topic)
                                .isEmpty();
                        seen.add(topic);
                    });
        }
        described.removeAll(NOT_WRITTEN_HERE);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(described);
    }

    /** The same input through an analyzer that nobody disturbs. */
    private void anUninterruptedAnalyzerSaysTheSame(Installation installation) {
        TopicRecords records = new TopicRecords(installation.bootstrap());
        AgentProcesses agents = installation.agents();
        agents.kill("collector");
        agents.kill("analyzer");
        Instant last = Instant.ofEpochMilli(records.read(Topic.TICKS.name("tickbird.")).stream()
                .mapToLong(ConsumerRecord::timestamp)
                .max()
                .orElseThrow());
        installation.createTopics("control.");
        for (Topic topic : ANALYZER_INPUTS) {
            records.copy(topic, "tickbird.", "control.");
        }
        agents.start("control-analyzer");
        Map<String, List<FindingState>> disturbed = states(installation, "tickbird.", last);
        until(
                agents,
                "the undisturbed analyzer comes to the same end",
                () -> states(installation, "control.", last).equals(disturbed));
        assertThat(newest(records, "control.", last)).isEqualTo(newest(records, "tickbird.", last));
    }

    private static Map<String, String> newest(TopicRecords records, String prefix, Instant until) {
        Map<String, String> newest = new TreeMap<>();
        for (Finding finding : records.values(prefix, Topic.FINDINGS, Finding.class)) {
            if (!finding.lastSeen().isAfter(until) && finding.rule().startsWith("index.")) {
                newest.put(
                        finding.id().value(),
                        finding.rule() + " " + finding.state() + " " + finding.severity() + " " + finding.episode()
                                + " " + finding.title() + " " + finding.evidence() + " " + finding.statements());
            }
        }
        return newest;
    }

    private static void until(AgentProcesses agents, String what, BooleanSupplier condition) {
        Await.until(LIMIT, what, () -> {
            if (!agents.dead().isEmpty()) {
                String dead = agents.dead().getFirst();
                fail("while waiting until " + what + ", " + dead + " ended by itself:\n" + agents.said(dead));
            }
            return holds(condition);
        });
    }

    /** The console may be away at the moment. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (Problem away) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
