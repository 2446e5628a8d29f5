package dev.tickbird.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictYamlTest {

    enum Mode {
        OBSERVE,
        EXECUTE
    }

    record Fleet(String name, List<Server> servers) {
        Fleet {
            Objects.requireNonNull(name, "name");
            servers = servers == null ? List.of() : List.copyOf(servers);
        }
    }

    record Server(String host, int port, Duration interval, Mode mode) {
        Server {
            Objects.requireNonNull(host, "host");
            if (port < 1) {
                throw new IllegalArgumentException("port must be above 0, not " + port);
            }
        }
    }

    @Test
    void readsARecord() {
        Fleet fleet = parse("""
                name: no
                servers:
                  - {host: db1, port: 5432, interval: 90s, mode: observe}
                  - host: ${env:HOME}
                    port: 1
                    interval: PT1H
                    mode: EXECUTE
                """);
        assertThat(fleet)
                .isEqualTo(new Fleet(
                        "no",
                        List.of(
                                new Server("db1", 5432, Duration.ofSeconds(90), Mode.OBSERVE),
                                new Server("${env:HOME}", 1, Duration.ofHours(1), Mode.EXECUTE))));
    }

    @Test
    void takesAnEmptyKeyForAbsent() {
        assertThat(parse("name: x\nservers:\n#  - host: a\n")).isEqualTo(new Fleet("x", List.of()));
    }

    @Test
    void namesFileLinePlaceAndNearestKeyOfAnUnknownOne() {
        assertThatThrownBy(() -> parse("name: x\nservers:\n  - host: a\n    prot: 5432\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("fleet.yml, line 4: unknown key \"servers[0].prot\"; did you mean \"port\"?"
                        + " (known here: host, interval, mode, port)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'name: x\nname: y'                               | line 2: the key "name" is there twice
            'servers: []'                                    | the key "name" is missing
            'name: x\nservers: [{host: a}]'                  | the key "servers[0].port" is missing or empty
            'name: x\nservers: [{host: a, port: 0}]'         | servers[0]: port must be above 0, not 0
            'name: x\nservers: [{host: a, port: many}]'      | servers[0].port: "many" is not a value of type whole number
            'name: x\nservers: [{host: a, port: 1.5}]'       | servers[0].port
            'name: x\nservers: [{host: a, mode: run}]'       | servers[0].mode: "run" is not one of observe, execute
            'name: x\nservers: [{host: a, interval: soon}]'  | servers[0].interval: 'soon' is not a duration
            'name: x\nservers: 7'                            | servers: this is not a list
            'name: x\n---\nname: y'                          | line 2: this is not valid YAML: but found another document
            'name: [x'                                       | line 1
            ''                                               | the file is empty
            '# only a comment'                               | the file is empty
            """)
    void refusesWithAReason(String yaml, String reason) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("fleet.yml")
                .hasMessageContaining(reason);
    }

    @Test
    void saysThatTheFileIsMissing() {
        assertThatThrownBy(() -> StrictYaml.load(Path.of("no", "such.yml"), Fleet.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no such file");
    }

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "1h30m, PT1H30M", "7d, PT168H", "PT5M, PT5M"})
    void readsDurationsAsPeopleWriteThem(String text, Duration expected) {
        assertThat(HumanDuration.parse(text)).isEqualTo(expected);
    }

    private static Fleet parse(String yaml) {
        return StrictYaml.parse(yaml, "fleet.yml", Fleet.class);
    }
}
