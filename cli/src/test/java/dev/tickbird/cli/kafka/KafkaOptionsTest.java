package dev.tickbird.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.cli.Problem;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class KafkaOptionsTest {
    private static final Map<String, String> VARIABLE = Map.of(KafkaOptions.VARIABLE, "variable:1");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theOptionWinsOverTheFileAndTheFileOverTheVariable() throws IOException {
        String file = file("kafka: {bootstrapServers: \"file:1\", partitions: 6, topicPrefix: x.}\nother: 1\n");
        assertThat(settings(VARIABLE).bootstrapServers()).isEqualTo("variable:1");
        assertThat(settings(VARIABLE, "--config", file).bootstrapServers()).isEqualTo("file:1");
        KafkaSettings all =
                settings(VARIABLE, "--config", file, "--bootstrap-servers", "option:1", "--partitions", "8");
        assertThat(all.bootstrapServers()).isEqualTo("option:1");
        assertThat(all.partitions()).isEqualTo(8);
        assertThat(all.topicPrefix()).isEqualTo("x.");
    }

    @Test
    void theVariableMayNameAFile() throws IOException {
        String file = file("kafka: {bootstrapServers: \"file:1\"}\n");
        assertThat(settings(Map.of(KafkaOptions.VARIABLE, file)).bootstrapServers())
                .isEqualTo("file:1");
    }

    @Test
    void hasTheUsualLayoutAndLeavesReplicationToTheBrokers() {
        KafkaSettings settings = settings(Map.of(), "--bootstrap-servers", "a:1");
        assertThat(settings.partitions()).isEqualTo(24);
        assertThat(settings.topicPrefix()).isEqualTo("tickbird.");
        assertThat(settings.replicationFactor()).isZero();
    }

    @Test
    void saysWhatToAddWhenNothingSaysWhereKafkaIs() {
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("--bootstrap-servers")
                .hasMessageContaining("TICKBIRD_KAFKA");
    }

    @Test
    void refusesAFileWithoutTheBlockAndWrongKeysInIt() throws IOException {
        String none = file("other: 1\n");
        assertThatThrownBy(() -> settings(Map.of(), "--config", none))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(none + ": the key \"kafka\" is missing");
        String wrong = file("a: 1\nkafka:\n  bootstrapServer: x\n");
        assertThatThrownBy(() -> settings(Map.of(), "--config", wrong))
                .hasMessageStartingWith(
                        wrong + ", line 3: unknown key \"bootstrapServer\"; did you mean \"bootstrapServers\"?");
        String empty = file("kafka: {partitions: 3}\n");
        assertThatThrownBy(() -> settings(Map.of(), "--config", empty))
                .hasMessageContaining("the key \"bootstrapServers\" is missing");
    }

    @Command
    private static final class Holder {
        @CommandLine.Mixin
        private KafkaOptions kafka = new KafkaOptions();
    }

    private static KafkaSettings settings(Map<String, String> environment, String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.kafka.settings(environment);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("kafka.yml"), text).toString();
    }
}
