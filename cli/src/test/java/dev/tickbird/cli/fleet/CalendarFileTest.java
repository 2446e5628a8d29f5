package dev.tickbird.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.schemas.fleet.Cron;
import dev.tickbird.schemas.fleet.Freeze;
import dev.tickbird.schemas.fleet.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalendarFileTest {
    private static final String SMALL = """
            instances:
              - name: a
                host: db1
                tags: {env: prod}
                monitor: {user: m, credential: "env:M"}
            """;

    @Test
    void readsWindowsAndFreezes() {
        FleetFile file = parse("""
                windows:
                  - name: nights
                    cron: "0 22 * * 1-5"
                    timeZone: Europe/Zurich
                    lasts: 6h
                    tags: {env: prod}
                    actions: [reindex-index]
                freezes:
                  - name: release
                    from: 2026-11-27T00:00:00+01:00
                    until: 2026-11-30T00:00:00Z
                    instances: [a]
                    reason: black friday
                """);
        assertThat(file.policy().windows())
                .containsExactly(new MaintenanceWindow(
                        "nights",
                        Cron.of("0 22 * * 1-5"),
                        ZoneId.of("Europe/Zurich"),
                        Duration.ofHours(6),
                        List.of(),
                        Map.of("env", "prod"),
                        List.of("reindex-index")));
        assertThat(file.policy().freezes())
                .containsExactly(new Freeze(
                        "release",
                        Instant.parse("2026-11-26T23:00:00Z"),
                        Instant.parse("2026-11-30T00:00:00Z"),
                        List.of("a"),
                        Map.of(),
                        "black friday"));
    }

    @Test
    void saysWhatIsWrong_andWhere() {
        assertThatThrownBy(() -> parse("""
                        windows:
                          - cron: "0 25 * * *"
                            lasts: 9d
                            actions: [reindex]
                        freezes:
                          - name: release
                            from: tomorrow
                            until: 2026-11-30T00:00:00Z
                        """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("windows[0]: the key \"name\" is missing")
                .hasMessageContaining("windows[0].cron")
                .hasMessageContaining("at most 7d")
                .hasMessageContaining("windows[0].actions: 'reindex' is not known (one of: ")
                .hasMessageContaining("'tomorrow' is not an instant");
    }

    private static FleetFile parse(String more) {
        return FleetFile.parse(SMALL + more, "fleet.yml");
    }
}
