package dev.tickbird.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferenceTest {

    @Test
    void readsTheEnvironmentAndFiles(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n");
        assertThat(new SecretReference("env:P").resolve(Map.of("P", "hunter1"))).isEqualTo("hunter1");
        assertThat(new SecretReference("file:" + file).resolve(Map.of())).isEqualTo("hunter2");
    }

    @Test
    void doesNotRepeatASecretWrittenInItsPlace() {
        assertThatThrownBy(() -> StrictYaml.parse("hunter2", "kafka.yml", SecretReference.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("env:NAME")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> new SecretReference("env:P").resolve(Map.of()))
                .hasMessageContaining("environment variable P is not set");
    }
}
