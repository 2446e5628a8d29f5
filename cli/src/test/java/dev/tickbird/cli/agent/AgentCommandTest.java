package dev.tickbird.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Run;
import dev.tickbird.runtime.config.StrictYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AgentCommandTest {
    @TempDir
    private Path folder = Path.of("");

    static List<Agent<?>> agents() {
        return Agents.ALL;
    }

    @ParameterizedTest
    @MethodSource("agents")
    void theExampleInTheHelpIsAFileThatTheAgentReads(Agent<?> agent) throws IOException {
        String example = example(agent);
        assertThat(StrictYaml.parse(example, agent.name() + ".yml", agent.config()))
                .isNotNull();
        String help = Run.of("agent", agent.name(), "--help").out();
        assertThat(help).contains(example.lines().toList());
    }

    @ParameterizedTest
    @MethodSource("agents")
    void refusesAFileThatIsNotThere(Agent<?> agent) {
        Run run = Run.of(
                "agent", agent.name(), "--config", folder.resolve("no.yml").toString());
        assertThat(run)
                .isEqualTo(new Run(
                        ExitCode.USAGE, "", "tickbird: " + folder.resolve("no.yml") + ": there is no such file\n"));
    }

    @ParameterizedTest
    @MethodSource("agents")
    void refusesAnUnknownKeyWithTheNearest(Agent<?> agent) throws IOException {
        Run run = run(agent.name(), example(agent).replace("healthPort", "heathPort"));
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("unknown key \"heathPort\"; did you mean \"healthPort\"?");
    }

    @ParameterizedTest
    @CsvSource({
        "collector, kafka",
        "collector, trust",
        "collector, credentials",
        "analyzer, kafka",
        "analyzer, state",
        "analyzer, trust",
        "executor, kafka",
        "executor, trust",
        "executor, limits",
        "executor, credentials",
        "console, kafka",
        "console, database",
        "console, keys",
        "console, trust",
        "alerter, kafka"
    })
    void namesAMissingKey(String agent, String key) throws IOException {
        String without = withoutBlock(example(agent), key);
        Run run = run(agent, without);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .startsWith("tickbird: ")
                .contains(key)
                .contains("missing")
                .doesNotContain("\tat ");
    }

    @Test
    void saysThatAHostNameCannotBeResolved() throws IOException {
        Run run = run("alerter", "kafka: {bootstrapServers: \"no-such-host.invalid:9092\"}\n");
        assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err())
                .startsWith("tickbird: Kafka at no-such-host.invalid:9092 cannot be used")
                .doesNotContain("\tat ");
    }

    @Test
    void needsAFile() {
        Run run = Run.of("agent", "analyzer");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("Missing required option: '--config=FILE'");
    }

    @Test
    void refusesAnUnknownAgent() {
        Run run = Run.of("agent", "analyser", "--config", "x.yml");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("analyser");
    }

    private Run run(String agent, String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve(agent + ".yml"), yaml);
        return Run.of("agent", agent, "--config", file.toString());
    }

    /** A key of the top with all that is indented under it. */
    private static String withoutBlock(String yaml, String key) {
        StringBuilder out = new StringBuilder();
        boolean inside = false;
        for (String line : yaml.lines().toList()) {
            inside = line.startsWith(" ") ? inside : line.startsWith(key + ":");
            if (!inside) {
                out.append(line).append('\n');
            }
        }
        return out.toString();
    }

    private static String example(Agent<?> agent) throws IOException {
        return example(agent.name());
    }

    private static String example(String agent) throws IOException {
        try (InputStream in = AgentCommandTest.class.getResourceAsStream("/config/" + agent + ".yml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
