package dev.tickbird.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.alerter.channel.email.EmailSettings;
import dev.tickbird.cli.agent.Agent;
import dev.tickbird.cli.agent.Agents;
import dev.tickbird.cli.fleet.FleetFile;
import dev.tickbird.executor.guard.GuardSettings;
import dev.tickbird.executor.intake.Cap;
import dev.tickbird.executor.intake.Limits;
import dev.tickbird.executor.run.RunSettings;
import dev.tickbird.postgres.CredentialBindings;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.SettingsBaseline;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Pattern BLOCK = Pattern.compile("```yaml\n# (\\S+)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder = Path.of("");

    /** An example of the page, under the file's name in its first line. */
    record Example(String file, String text) {}

    @Test
    void hasAnExampleOfEveryFile() throws IOException {
        Set<String> wanted =
                new TreeSet<>(Set.of("fleet.yml", "kafka.yml", "trust.yml", "credentials.yml", "limits.yml"));
        Agents.ALL.forEach(agent -> wanted.add(agent.name() + ".yml"));
        assertThat(examples().map(Example::file).collect(Collectors.toSet())).isEqualTo(wanted);
        long fences = page().lines().filter(line -> line.equals("```yaml")).count();
        assertThat(examples().count()).as("every block of YAML names its file").isEqualTo(fences);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itsExamplesAreAccepted(Example example) throws IOException {
        Path file = Files.writeString(folder.resolve(example.file()), example.text());
        switch (example.file()) {
            case "fleet.yml" -> assertThat(FleetFile.load(file).warnings()).isEmpty();
            case "kafka.yml" ->
                assertThat(StrictYaml.loadBlock(file, "kafka", KafkaSettings.class)
                                .partitions())
                        .isEqualTo(24);
            case "trust.yml" ->
                assertThat(TrustedKeys.load(file, InstantSource.system()).all()).hasSize(1);
            case "credentials.yml" ->
                assertThatCode(() -> CredentialBindings.read(file)).doesNotThrowAnyException();
            case "limits.yml" -> assertThat(Limits.load(file).instances()).hasSize(1);
            default -> assertThat(StrictYaml.load(file, config(example.file()))).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void itsExamplesAreThoseOfTheHelp(Agent<?> agent) throws IOException {
        try (InputStream in = Agents.class.getResourceAsStream("/config/" + agent.name() + ".yml")) {
            String help = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(examples()).contains(new Example(agent.name() + ".yml", help));
        }
    }

    @Test
    void explainsEveryKeyInARowOfItsOwn() throws IOException {
        String page = page();
        Map<String, Class<?>> sections = Map.of(
                "### Instances", TargetSpec.class,
                "| key of `intervals`", Intervals.class,
                "### Policies", ApprovalPolicy.class,
                "### Thresholds", ThresholdOverride.class,
                "### Settings", SettingsBaseline.class,
                "## Kafka", KafkaSettings.class,
                "| key of `guards`", GuardSettings.class,
                "| key of `runs`", RunSettings.class,
                "| key of `email`", EmailSettings.class,
                "`executor.yml`, the executor's limits", Cap.class);
        sections.forEach((heading, type) -> assertExplains(page, heading, type));
        Agents.ALL.forEach(agent -> assertExplains(page, "### " + agent.name() + ".yml", agent.config()));
    }

    private static void assertExplains(String page, String heading, Class<?> type) {
        int start = page.indexOf(heading);
        assertThat(start).as(heading).isNotNegative();
        List<String> rows = page.substring(start)
                .lines()
                .dropWhile(line -> !line.startsWith("| "))
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> line.substring(2, line.indexOf(" |", 2)))
                .toList();
        Set<String> keys = keys(type);
        // They are said elsewhere: the name of an instance is its id, its revision is not written by people, kafka has
        // a chapter.
        keys.removeAll(Set.of("instance", "revision", "kafka"));
        assertThat(keys).as(heading).isNotEmpty();
        assertThat(rows)
                .as(heading)
                .containsAll(keys.stream().map(key -> "`" + key + "`").toList());
    }

    /** What a file may say for this record. */
    private static Set<String> keys(Class<?> type) {
        Stream<Executable> makers =
                Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()));
        Set<String> keys = makers.filter(maker -> maker.isAnnotationPresent(JsonCreator.class))
                .flatMap(maker -> Arrays.stream(maker.getParameters()))
                .map(ConfigurationPageTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (keys.isEmpty()) {
            Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .forEach(keys::add);
        }
        return keys;
    }

    private static String name(Parameter parameter) {
        return Objects.requireNonNull(parameter.getAnnotation(JsonProperty.class))
                .value();
    }

    static List<Agent<?>> agents() {
        return Agents.ALL;
    }

    static Stream<Example> examples() throws IOException {
        Matcher blocks = BLOCK.matcher(page());
        return blocks.results().map(block -> new Example(block.group(1), block.group(2)));
    }

    private static Class<?> config(String file) {
        return Agents.ALL.stream()
                .filter(agent -> (agent.name() + ".yml").equals(file))
                .findFirst()
                .orElseThrow()
                .config();
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }
}
