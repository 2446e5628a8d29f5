package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.console.app.ConsoleConfig;
import dev.tickbird.runtime.config.StrictYaml;
import org.junit.jupiter.api.Test;

class ConsoleConfigTest {
    @Test
    void theUsualPortsNeedNotBeSaid() {
        ConsoleConfig config = StrictYaml.parse("""
                kafka: {bootstrapServers: "kafka1:9092"}
                database: {host: db, name: console, user: console, password: "env:PASSWORD"}
                keys: /keys
                trust: /trust.yml
                """, "console.yml", ConsoleConfig.class);

        assertThat(config.database().port()).isEqualTo(5432);
        assertThat(config.port()).isEqualTo(8080);
    }
}
