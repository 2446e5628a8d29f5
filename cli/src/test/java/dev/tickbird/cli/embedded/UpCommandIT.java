package dev.tickbird.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Background;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Run;
import dev.tickbird.cli.fleet.FleetFile;
import dev.tickbird.cli.remote.ConsoleClient;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@ExtendWith({SharedKafka.class, SharedPostgres.class})
class UpCommandIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    UpCommandIT(TestDatabase database) {
        this.database = database;
    }

    @Test
    void watchesServersWithNothingElseInstalledAndKeepsWhatItKnows() throws Exception {
        database.execute(
                "CREATE TABLE orders (id int PRIMARY KEY, customer int)",
                "CREATE INDEX orders_customer ON orders (customer)",
                "CREATE INDEX orders_customer_again ON orders (customer)");
        String fleet = fleet("observe").toString();
        String data = folder.resolve("data").toString();
        String token;
        try (Background first = new Background("up", "--fleet", fleet, "--embedded", "--data", data, "--port", "0")) {
            token = first.await("Token: +(\\S+)");
            URI pages = URI.create(first.await("Pages: +(\\S+)"));
            first.await("(Console: +\\S+/enter\\?code=\\S+)");
            assertThat(first.out())
                    .contains("Fleet:    1 instances, revision 1")
                    .doesNotContain("not allowed yet");
            ConsoleClient console = new ConsoleClient(pages, token);
            Await.until(LIMIT, "the finding", () -> duplicates(console) == 1);
            assertThat(first.stop()).isEqualTo(ExitCode.OK);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(data))))
                .isEqualTo("rwx------");
        assertThat(Files.readString(Path.of(data, "agents", "console.yml"))).doesNotContain(token);
        try (Background second = new Background("up", "--fleet", fleet, "--embedded", "--data", data)) {
            URI pages = URI.create(second.await("Pages: +(\\S+)"));
            assertThat(second.out())
                    .contains("Fleet:    1 instances, unchanged")
                    .doesNotContain("Token:");
            ConsoleClient console = new ConsoleClient(pages, token);
            assertThat(duplicates(console)).as("from the last run").isEqualTo(1);
            assertThat(second.stop()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void printsTheLinesThatWouldAllowWhatTheFleetFileWants() throws Exception {
        Path password = folder.resolve("password");
        String text = Files.readString(fleet("execute")) + "defaults: {executor: {user: x, credential: \"file:"
                + password + ".x\"}}\n";
        Path fleet = Files.writeString(folder.resolve("fleet.yml"), text);
        Path data = folder.resolve("data");
        UpFolder up = new UpFolder(data);
        FleetFile file = FleetFile.load(fleet);
        assertThat(up.complete(file, "127.0.0.1:1", database.server(), "console", 0))
                .isNotNull();
        List<String> missing = Permissions.missing(file, up.credentials(), up.limits());
        assertThat(missing).hasSize(2);
        assertThat(missing.getFirst()).contains("add the line  \"file:" + password + ".x\": [\"127.0.0.1\"]");
        assertThat(missing.getLast())
                .contains("below instances:  shop: {actions: [analyze, vacuum], highestRisk: low}");
        Files.writeString(
                up.credentials(), "\"file:" + password + ".x\": [\"127.0.0.1\"]\n", StandardOpenOption.APPEND);
        Files.writeString(
                up.limits(), "  shop: {actions: [analyze, vacuum], highestRisk: low}\n", StandardOpenOption.APPEND);
        assertThat(Permissions.missing(file, up.credentials(), up.limits())).isEmpty();
    }

    @Test
    void runsTheAgentsOfAFolderOnAKafkaOfOnesOwn(TestBroker broker) throws Exception {
        Path agents = Files.createDirectories(folder.resolve("agents"));
        Files.writeString(folder.resolve("trust.yml"), "keys: []\n");
        String kafka = "kafka: {bootstrapServers: \"" + broker.bootstrapServers() + "\", partitions: 4, topicPrefix: "
                + broker.uniquePrefix() + ", replicationFactor: 1}\n";
        Files.writeString(agents.resolve("alerter.yml"), kafka);
        Files.writeString(
                agents.resolve("collector.yml"),
                kafka + "trust: " + folder.resolve("trust.yml") + "\ncredentials: " + folder.resolve("none.yml")
                        + "\n");
        new KeyFiles(folder).obtain("fleet");
        try (Background up = new Background(
                "up",
                "--fleet",
                fleet("observe").toString(),
                "--config",
                agents.toString(),
                "--key",
                folder.resolve("fleet.jwk.json").toString())) {
            assertThat(up.await("Running: +(.*)")).isEqualTo("collector, alerter");
            assertThat(up.out()).contains("Fleet:    1 instances, revision 1");
            assertThat(up.stop()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void saysEverythingThatIsWrongWithTheAgentsFiles() throws IOException {
        Path agents = Files.createDirectories(folder.resolve("agents"));
        Files.writeString(agents.resolve("alerter.yml"), "kafca: {}\n");
        Files.writeString(agents.resolve("analyzer.yml"), "kafka: {bootstrapServers: \"a:1\"}\n");
        Run run = Run.of("up", "--fleet", fleet("observe").toString(), "--config", agents.toString());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("alerter.yml, line 1: unknown key \"kafca\"")
                .contains("analyzer.yml")
                .contains("'state' is missing");
    }

    @Test
    void needsToKnowWhereKafkaIs() throws IOException {
        Run run = Run.of("up", "--fleet", fleet("observe").toString());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--embedded").contains("--config");
        Run empty = Run.of(
                "up",
                "--fleet",
                fleet("observe").toString(),
                "--config",
                folder.resolve("none").toString());
        assertThat(empty.code()).isEqualTo(ExitCode.USAGE);
        assertThat(empty.err()).contains("holds no agent's file");
    }

    private static long duplicates(ConsoleClient console) {
        JsonNode findings = console.get("findings?state=OPEN&limit=500");
        return findings.valueStream()
                .filter(finding -> finding.path("rule").asText().equals("index.duplicate"))
                .count();
    }

    private Path fleet(String mode) throws IOException {
        Path password =
                Files.writeString(folder.resolve("password"), database.server().password());
        return Files.writeString(folder.resolve("fleet.yml"), """
                instances:
                  - name: shop
                    host: 127.0.0.1
                    port: %d
                    tls: disable
                    mode: %s
                    databases: {include: [%s]}
                    monitor: {user: %s, credential: "file:%s"}
                newInstanceQuiet: 0s
                """.formatted(
                        database.server().port(),
                        mode,
                        database.name(),
                        database.server().superuser(),
                        password));
    }
}
