package dev.tickbird.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YamlLinesTest {
    private static final String TEXT = """
            # a comment
            defaults:
              port: 5432
            instances:
              - name: a
                host: h
              - name: b
            """;

    @Test
    void knowsTheLineOfKeysAndElements() {
        YamlLines lines = YamlLines.of(TEXT, "fleet.yml");
        assertThat(lines.line("defaults.port")).hasValue(3);
        assertThat(lines.line("instances[0].host")).hasValue(6);
        assertThat(lines.line("instances[1]")).hasValue(7);
    }

    @Test
    void fallsBackToWhatIsAroundAMissingKey() {
        YamlLines lines = YamlLines.of(TEXT, "fleet.yml");
        assertThat(lines.line("instances[1].monitor.user")).hasValue(7);
        assertThat(lines.line("policies")).isEmpty();
    }

    @Test
    void endsWhereAnAliasGoesInCircles() {
        assertThat(YamlLines.of("a: &a\n  b: *a\n", "fleet.yml").paths()).containsExactly("a", "a.b");
    }
}
