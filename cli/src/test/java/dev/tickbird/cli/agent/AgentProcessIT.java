package dev.tickbird.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Run;
import dev.tickbird.cli.agent.Agent.Running;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedKafka.class)
class AgentProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestBroker broker;
    private final String prefix;

    @TempDir
    private Path folder = Path.of("");

    AgentProcessIT(TestBroker broker) {
        this.broker = broker;
        this.prefix = broker.uniquePrefix();
    }

    @Test
    void runsAnAgentAndServesItsHealth() throws Exception {
        createTopics();
        try (Shutdown shutdown = new Shutdown(LIMIT);
                HttpClient http = HttpClient.newHttpClient()) {
            Running running = start(Agents.ANALYZER, analyzer(broker.bootstrapServers(), 0), shutdown);
            URI ready = URI.create("http://127.0.0.1:" + running.health().getPort() + "/health/ready");
            Await.until(
                    LIMIT,
                    "ready",
                    () -> http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString())
                                    .statusCode()
                            == 200);
        }
    }

    @Test
    void waitsForABrokerThatIsNotThereYet() throws Exception {
        createTopics();
        int port = freePort();
        try (Shutdown shutdown = new Shutdown(LIMIT);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String config = "kafka: {bootstrapServers: \"127.0.0.1:" + port + "\", partitions: 4, topicPrefix: "
                    + prefix + "}\n";
            Future<Running> waiting = threads.submit(() -> start(Agents.ALERTER, config, shutdown));
            assertThatThrownBy(() -> waiting.get(3, java.util.concurrent.TimeUnit.SECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            shutdown.add("door", new Door(port, brokerPort()));
            assertThat(waiting.get(LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                            .health()
                            .getPort())
                    .isPositive();
        }
    }

    @Test
    void namesMissingTopicsAndTheCommandThatCreatesThem() throws IOException {
        Run run = run("analyzer", analyzer(broker.bootstrapServers(), 0));
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(prefix + "snapshots.instance").contains("tickbird topics apply");
    }

    @Test
    void namesAPortThatIsInUse() throws IOException {
        createTopics();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = run("analyzer", analyzer(broker.bootstrapServers(), taken.getLocalPort()));
            assertThat(run.code()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .contains("127.0.0.1:" + taken.getLocalPort())
                    .contains("Choose another port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void namesATrustFileThatIsNotThere() throws IOException {
        createTopics();
        String config = analyzer(broker.bootstrapServers(), 0);
        Files.delete(folder.resolve("trust.yml"));
        Run run = run("analyzer", config);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(folder.resolve("trust.yml") + ": there is no such file");
    }

    @Test
    void saysThatTheConsolesDatabaseCannotBeReached() throws IOException {
        createTopics();
        Files.writeString(folder.resolve("password"), "x");
        Run run = run(
                "console",
                kafka(broker.bootstrapServers())
                        + """
                database: {host: 127.0.0.1, port: %d, name: console, user: console, password: "file:%s", tls: disable}
                keys: %s
                trust: %s
                """.formatted(freePort(), folder.resolve("password"), folder.resolve("keys"), trust()));
        assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err())
                .contains("the console's database console at 127.0.0.1:")
                .doesNotContain("\tat ");
    }

    @Test
    void showsTopicsAndWhatDiffers() {
        Run before = topics("show");
        assertThat(before.code()).isEqualTo(ExitCode.FOUND);
        assertThat(before.out()).contains("! missing: tickbird topics apply creates it");
        createTopics();
        Run after = topics("show");
        assertThat(after.code()).isEqualTo(ExitCode.OK);
        assertThat(after.out()).contains(prefix + "findings").doesNotContain("!");
    }

    @Test
    void showsASettingThatSomebodyChanged_andSetsItWhenAsked() {
        broker.createTopic(prefix + "findings", 4, Map.of("cleanup.policy", "delete"));
        createTopics();
        Run shown = topics("show", "--format", "json");
        assertThat(shown.code()).isEqualTo(ExitCode.FOUND);
        assertThat(shown.out()).contains("cleanup.policy is delete, not compact");
        assertThat(topics("apply", "--settings").out())
                .contains("set      " + prefix + "findings cleanup.policy=compact", "0 created");
        Await.until(
                Duration.ofSeconds(20),
                "the broker tells the new setting",
                () -> topics("show").code() == ExitCode.OK);
    }

    private <C> Running start(Agent<C> agent, String yaml, Shutdown shutdown) throws InterruptedException {
        return AgentProcess.start(agent, StrictYaml.parse(yaml, "agent.yml", agent.config()), shutdown);
    }

    private Run run(String agent, String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve(agent + ".yml"), yaml);
        return Run.of("agent", agent, "--config", file.toString());
    }

    private void createTopics() {
        assertThat(topics("apply").code()).isEqualTo(ExitCode.OK);
    }

    private Run topics(String verb, String... more) {
        String[] arguments = {
            "topics",
            verb,
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--topic-prefix",
            prefix,
            "--partitions",
            "4"
        };
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return Run.of(all);
    }

    private String analyzer(String bootstrap, int port) throws IOException {
        return kafka(bootstrap) + "state: " + folder.resolve("state") + "\ntrust: " + trust() + "\nhealthPort: " + port
                + "\n";
    }

    private String kafka(String bootstrap) {
        return "kafka: {bootstrapServers: \"" + bootstrap + "\", partitions: 4, topicPrefix: " + prefix
                + ", replicationFactor: 1}\n";
    }

    private Path trust() throws IOException {
        return Files.writeString(folder.resolve("trust.yml"), "keys: []\n");
    }

    private int brokerPort() {
        String address = broker.bootstrapServers();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
