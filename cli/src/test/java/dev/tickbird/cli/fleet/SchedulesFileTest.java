package dev.tickbird.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.schemas.fleet.Cron;
import dev.tickbird.schemas.fleet.MissedRuns;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.fleet.ScheduledWork;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesFileTest {
    private static final String SMALL = """
            instances:
              - name: a
                host: db1
                mode: execute
                monitor: {user: m, credential: "env:M"}
                executor: {user: x, credential: "env:X"}
            """;

    @Test
    void readsEveryKey() {
        FleetFile file = parse("""
                schedules:
                  - name: nightly-parents
                    cron: "0 3 * * *"
                    timeZone: Europe/Zurich
                    instances: [a]
                    databases: [shop]
                    work: analyze
                    objects: ["public.orders", "sales.*"]
                    within: PT5H
                    missed: once
                """);
        assertThat(file.policy().schedules())
                .containsExactly(new Schedule(
                        "nightly-parents",
                        Cron.of("0 3 * * *"),
                        ZoneId.of("Europe/Zurich"),
                        List.of("a"),
                        Map.of(),
                        List.of("shop"),
                        ScheduledWork.ANALYZE,
                        List.of("public.orders", "sales.*"),
                        Duration.ofHours(5),
                        MissedRuns.ONCE));
        assertThat(file.warnings()).isEmpty();
    }

    @Test
    void fillsInTheDefaults() {
        Schedule schedule = parse("schedules: [{name: views, cron: \"30 5 * * mon-fri\", work: refresh}]")
                .policy()
                .schedules()
                .getFirst();
        assertThat(schedule.timeZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(schedule.within()).isEqualTo(Duration.ofHours(4));
        assertThat(schedule.missed()).isEqualTo(MissedRuns.SKIP);
        assertThat(schedule.objects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {cron: "0 3 * * *", work: analyze}                           | schedules[0]: the key "name" is missing
            {name: Nightly, cron: "0 3 * * *", work: analyze}            | schedules[0].name: 'Nightly' is not valid: 1 to 63 lower-case letters
            {name: n, work: analyze}                                     | schedules[0]: the key "cron" is missing
            {name: n, cron: "0 3 * *", work: analyze}                    | schedules[0].cron: '0 3 * *' has 4 fields: expected five
            {name: n, cron: "0 25 * * *", work: analyze}                 | schedules[0].cron: the hour '25' is not valid: expected *, 0 to 23
            {name: n, cron: "0 0 30 2 *", work: analyze}                 | schedules[0].cron: '0 0 30 2 *' never comes
            {name: n, cron: "0 3 * * *"}                                 | schedules[0]: the key "work" is missing: one of analyze, vacuum, refresh
            {name: n, cron: "0 3 * * *", work: reindex}                  | schedules[0].work: 'reindex' is not known
            {name: n, cron: "0 3 * * *", work: vacuum}                   | schedules[0]: the key "objects" is missing: vacuum needs to know the tables
            {name: n, cron: "0 3 * * *", work: analyze, objects: [orders]} | schedules[0].objects[0]: 'orders' names no schema: write schema.name
            {name: n, cron: "0 3 * * *", work: analyze, timeZone: Europe/Zurch} | schedules[0].timeZone: 'Europe/Zurch' is not a time zone; did you mean Europe/Zurich?
            {name: n, cron: "0 3 * * *", work: analyze, within: 10s}     | schedules[0].within: 10s is too short
            {name: n, cron: "0 3 * * *", work: analyze, within: 20d}     | schedules[0].within: 20d is too long: at most 13d
            {name: n, cron: "0 3 * * *", work: analyze, missed: twice}   | schedules[0].missed: 'twice' is not known (one of: skip, once)
            {name: n, cron: "0 3 * * *", work: analyze, object: [a.b]}   | unknown key "schedules[0].object"; did you mean "objects"?
            """)
    void refuses(String schedule, String message) {
        assertThatThrownBy(() -> parse("schedules: [" + schedule + "]"))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .contains("line 7")
                .contains(message);
    }

    @Test
    void refusesTwoOfTheSameName() {
        assertThatThrownBy(() -> parse("""
                        schedules:
                          - {name: n, cron: "0 3 * * *", work: analyze}
                          - {name: n, cron: "0 4 * * *", work: refresh}
                        """)).message().contains("schedules[1].name: there is a schedule 'n' already");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {name: n, cron: "0 * * * *", work: analyze}                        | it is due again after PT1H: a run that has not begun by then is given up
            {name: n, cron: "0 3 * * *", work: analyze, instances: [orders-*]} | no instance of this file matches 'orders-*'
            """)
    void warns(String schedule, String message) {
        assertThat(parse("schedules: [" + schedule + "]").warnings())
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void warnsWhereNothingMayRun() {
        String observed = SMALL.replace("mode: execute", "mode: propose").replaceAll(" +executor: .*\n", "");
        assertThat(FleetFile.parse(observed + "schedules: [{name: n, cron: \"0 3 * * *\", work: analyze}]", "fleet.yml")
                        .warnings())
                .singleElement()
                .asString()
                .contains("it does nothing: schedules run where the mode is execute, and that of a is propose");
    }

    private static FleetFile parse(String schedules) {
        return FleetFile.parse(SMALL + schedules, "fleet.yml");
    }
}
