package dev.tickbird.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.MonitoringViews;
import dev.tickbird.schemas.fleet.SettingsBaseline;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.TlsMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetFileTest {
    private static final String SMALL = """
            instances:
              - name: a
                host: db1
                monitor: {user: m, credential: "env:M"}
            """;

    @Test
    void fillsInTheDefaultsOfASmallFile() {
        FleetFile file = parse(SMALL);
        TargetSpec target = file.targets().getFirst();
        assertThat(target.instance().value()).isEqualTo("a");
        assertThat(target.cluster()).isEqualTo("a");
        assertThat(target.zone()).isEqualTo("default");
        assertThat(target.port()).isEqualTo(5432);
        assertThat(target.tls()).isEqualTo(TlsMode.VERIFY_FULL);
        assertThat(target.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(target.databases()).isEqualTo(DatabaseSelection.ALL);
        assertThat(target.intervals()).isEqualTo(Intervals.DEFAULTS);
        assertThat(target.maintenanceDatabase()).isEqualTo("postgres");
        assertThat(target.executor()).isNull();
        assertThat(target.rawStatements()).isFalse();
        assertThat(file.policy()).isEqualTo(FleetPolicy.EMPTY);
        assertThat(file.warnings()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        FleetFile file = parse("""
                defaults:
                  port: 6432
                  zone: north
                  tags: {env: prod, team: core}
                  intervals: {canary: 5s, full: 2h}
                  monitor: {user: m, credential: pgpass}
                  executor: {user: x, credential: "file:/run/x"}
                instances:
                  - name: a
                    host: db1.example.com
                    cluster: orders
                    tls: verify-ca
                    rootCertificate: /etc/root.pem
                    tags: {team: shop}
                    intervals: {canary: 2s}
                    databases: {include: [app*], exclude: [app_old]}
                    mode: execute
                    signal: {user: s, credential: "env:S"}
                    slots: {user: r, credential: "env:R"}
                    maintenanceDatabase: maintenance
                    rawStatements: true
                    monitoringViews: {remove: true}
                  - name: b
                    host: "::1"
                    monitor: {user: other}
                policies:
                  - name: low
                    risks: [low]
                    actions: [vacuum, analyze]
                    rules: ["vacuum.*"]
                    instances: [a]
                    tags: {env: prod}
                    effect: auto-approve
                  - name: two
                    effect: require
                    approvals: 2
                    roles: [dba]
                    expiry: 3d
                thresholds:
                  - rule: bloat.index
                    values: {info-bytes: 1000000}
                  - rule: index.unused
                    table: public.*
                    enabled: false
                settings:
                  - tags: {env: prod}
                    values: {work_mem: 64MB, log_lock_waits: on, pg_stat_statements.max: 10000}
                newInstanceQuiet: 2h
                """);
        TargetSpec a = file.targets().getFirst();
        TargetSpec b = file.targets().getLast();
        assertThat(a.tags()).isEqualTo(Map.of("env", "prod", "team", "shop"));
        assertThat(a.intervals().canary()).isEqualTo(Duration.ofSeconds(2));
        assertThat(a.intervals().full()).isEqualTo(Duration.ofHours(2));
        assertThat(a.executor()).isEqualTo(new Login("x", "file:/run/x"));
        assertThat(a.signal()).isEqualTo(new Login("s", "env:S"));
        assertThat(a.slots()).isEqualTo(new Login("r", "env:R"));
        assertThat(a.databases()).isEqualTo(new DatabaseSelection(List.of("app*"), List.of("app_old")));
        assertThat(a.cluster()).isEqualTo("orders");
        assertThat(a.maintenanceDatabase()).isEqualTo("maintenance");
        assertThat(a.rootCertificate()).isEqualTo("/etc/root.pem");
        assertThat(a.rawStatements()).isTrue();
        assertThat(a.monitoringViews()).isEqualTo(new MonitoringViews("tickbird_views", true));
        assertThat(b.monitoringViews()).isNull();
        assertThat(b.monitor()).isEqualTo(new Login("other", "pgpass"));
        assertThat(b.executor()).as("below execute").isNull();
        assertThat(b.port()).isEqualTo(6432);
        assertThat(file.policy().policies().getFirst().effect()).isEqualTo(Effect.AUTO_APPROVE);
        assertThat(file.policy().policies().getFirst().risks()).containsExactly(Risk.LOW);
        assertThat(file.policy().policies().getLast().expiry()).isEqualTo(Duration.ofDays(3));
        assertThat(file.policy().thresholds().getFirst().values()).containsEntry("info-bytes", "1000000");
        assertThat(file.policy().thresholds().getLast().enabled()).isFalse();
        assertThat(file.policy().settings())
                .containsExactly(new SettingsBaseline(
                        List.of(),
                        Map.of("env", "prod"),
                        Map.of("work_mem", "64MB", "log_lock_waits", "on", "pg_stat_statements.max", "10000")));
        assertThat(file.policy().newInstanceQuiet()).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{work_men: 64MB}          | settings[0].values.work_men: PostgreSQL has no setting 'work_men'; did you mean work_mem?",
                "{work_mem: 64XB}          | settings[0].values.work_mem: '64XB' is no value for it: expected a size such as 64MB",
                "{deadlock_timeout: soon}  | settings[0].values.deadlock_timeout: 'soon' is no value for it: expected a time such as 30s",
                "{statement_timeout: 30s}  | settings[0].values.statement_timeout: Tickbird's own connections set it",
                "{fsync: perhaps}          | settings[0].values.fsync: 'perhaps' is no value for it: expected on or off",
                "{fsync: }                 | settings[0].values.fsync: '' is no value for it: expected on or off",
                "{primary_conninfo: x}     | settings[0].values.primary_conninfo: its value may be a secret",
                "{}                        | settings[0]: the key \"values\" is missing",
            })
    void refusesSettingsThatNobodyCouldCompare(String values, String complaint) {
        assertThatThrownBy(() -> parse(SMALL + "settings:\n  - values: " + values + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            prot: 1                                     | line 5: unknown key "instances[0].prot"; did you mean "port"?
            port: 70000                                 | line 5: instances[0].port: 70000 is no port: expected 1 to 65535
            port: many                                  | line 5: instances[0].port: "many" is not a value of type whole number
            tls: verify                                 | line 5: instances[0].tls: 'verify' is not known
            tls: verify-ful                             | did you mean verify-full?
            mode: exekute                               | line 5: instances[0].mode: 'exekute' is not known; did you mean execute?
            mode: execute                               | line 5: instances[0].mode: execute needs the login that runs actions
            intervals: {canary: 10ms}                   | line 5: instances[0].intervals.canary: 10ms is too short: the shortest is 1s
            intervals: {canary: soon}                   | 'soon' is not a duration: write for example 250ms
            executor: {user: x, credential: hunter2}    | line 5: instances[0].executor.credential: a credential must be a reference
            executor: {user: x, credential: "file:x"}   | must name an absolute path
            executor: {user: x}                         | line 5: instances[0].executor: the key "credential" is missing
            executor: {credential: pgpass}              | line 5: instances[0].executor: the key "user" is missing
            executor: {user: x, password: hunter2}      | line 5: instances[0].executor.password: a password is never written here
            tags: {env: }                               | instances[0].tags.env: the tag has no value
            port: 5432\\n    port: 5433                  | the key "instances[0].port" is there twice
            """)
    void refusesAKeyOfAnInstance(String line, String message) {
        assertRefused(SMALL + "    " + line.replace("\\n", "\n"), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {host: db2, monitor: {user: m, credential: pgpass}}          | instances[1]: the key "name" is missing
            {name: a/b, host: db2, monitor: {user: m, credential: pgpass}} | instances[1].name: instance name 'a/b' is not valid
            {name: b, monitor: {user: m, credential: pgpass}}            | instances[1]: the key "host" is missing
            {name: b, host: "db2:5432", monitor: {user: m, credential: pgpass}} | instances[1].host: this is not a host name or address alone
            {name: b, host: "postgres://u:hunter2@h/d", monitor: {user: m, credential: pgpass}} | instances[1].host: this is not a host name
            {name: b, host: db2}                                         | instances[1]: the key "monitor" is missing
            {name: a, host: db2, monitor: {user: m, credential: pgpass}} | instances[1].name: the name 'a' is taken by instances[0]
            {name: b, host: DB1, monitor: {user: m, credential: pgpass}} | instances[1].host: db1:5432 is watched already, as 'a'
            {name: b, host: db2, tls: require, rootCertificate: /r, monitor: {user: m, credential: pgpass}} | rootCertificate: tls is require, which looks at no certificate
            {name: b, host: db2, mode: execute, monitor: {user: m, credential: pgpass}, executor: {user: m, credential: pgpass}} | 'm' is the monitor too
            """)
    void refusesAnInstance(String instance, String message) {
        assertRefused(SMALL + "  - " + instance, message);
    }

    @Test
    void theSameAddressInAnotherZoneIsAnotherServer() {
        assertThat(parse(SMALL + "  - {name: b, host: db1, zone: south, monitor: {user: m, credential: pgpass}}")
                        .targets())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            policies: [{effect: forbid}]                                  | policies[0]: the key "name" is missing
            policies: [{name: p}]                                         | policies[0]: the key "effect" is missing: one of auto-approve, require, forbid
            policies: [{name: p, effect: aprove}]                         | policies[0].effect: 'aprove' is not known
            policies: [{name: p, effect: forbid, risks: [lo]}]            | policies[0].risks[0]: 'lo' is not known; did you mean low?
            policies: [{name: p, effect: forbid, actions: [vacum]}]       | policies[0].actions[0]: 'vacum' is not known; did you mean vacuum?
            policies: [{name: p, effect: forbid, rules: [index.dup]}]     | policies[0].rules[0]: no rule is called 'index.dup'
            policies: [{name: p, effect: require, approvals: 0}]          | policies[0].approvals: 0 is too few
            policies: [{name: p, effect: forbid, approvals: 2}]           | policies[0]: approvals and roles belong to effect: require
            policies: [{name: p, effect: require, expiry: 1s}]            | policies[0].expiry: 1s is too short
            policies: [{name: p, effect: forbid}, {name: p, effect: forbid}] | policies[1].name: there is a policy 'p' already
            policies: [{nam: p, effect: forbid}]                          | unknown key "policies[0].nam"; did you mean "name"?
            thresholds: [{values: {x: 1}}]                                | thresholds[0]: the key "rule" is missing
            thresholds: [{rule: index.unusd, values: {x: 1}}]             | thresholds[0].rule: no rule is called 'index.unusd'; did you mean index.unused?
            thresholds: [{rule: bloat.index, values: {info-byte: 1}}]     | no threshold 'info-byte'; did you mean info-bytes?
            thresholds: [{rule: bloat.index, values: {info-bytes: big}}]  | threshold 'info-bytes' is 'big': expected a number of bytes
            thresholds: [{rule: bloat.index}]                             | thresholds[0]: it changes nothing
            newInstanceQuiet: never                                       | newInstanceQuiet: 'never' is not a duration
            newInstanceQuit: 1h                                           | unknown key "newInstanceQuit"; did you mean "newInstanceQuiet"?
            defaults: {name: x}                                           | defaults.name: every instance has its own
            defaults: {host: x}                                           | defaults.host: every instance has its own
            """)
    void refusesWhatIsBesideTheInstances(String line, String message) {
        assertRefused(SMALL + line, message);
    }

    @Test
    void saysEverythingAtOnceAndWhatComesFromTheDefaultsOnce() {
        assertThatThrownBy(() -> parse("""
                        defaults: {port: 0, monitor: {user: m, credential: pgpass}}
                        instances:
                          - {name: a, host: db1, mode: exec}
                          - {name: b, host: db2}
                        thresholds:
                          - {rule: nope, enabled: false}
                        """))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .isEqualTo("""
                        fleet.yml, line 1: defaults.port: 0 is no port: expected 1 to 65535
                        fleet.yml, line 3: instances[0].mode: 'exec' is not known (one of: observe, propose, execute)
                        fleet.yml, line 6: thresholds[0].rule: no rule is called 'nope'""");
    }

    @Test
    void saysAllUnknownKeysAtOnce() {
        assertThatThrownBy(() -> parse("instances:\n  - nam: a\n    hots: b\n"))
                .message()
                .contains("line 2: unknown key \"instances[0].nam\"")
                .contains("line 3: unknown key \"instances[0].hots\"; did you mean \"host\"?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hunter2 | instances: [{name: a, host: db1, monitor: {user: m, credential: hunter2}}]
            hunter2 | instances: [{name: a, host: db1, monitor: {user: m, password: hunter2}}]
            hunter2 | instances: [{name: a, host: "postgres://u:hunter2@db1/x", monitor: {user: m, credential: pgpass}}]
            """)
    void neverRepeatsASecret(String secret, String text) {
        assertThatThrownBy(() -> parse(text)).message().doesNotContain(secret);
    }

    @Test
    void refusesAFileWithoutInstances() {
        assertRefused("instances: []", "instances: the list is missing or empty");
        assertRefused("", "fleet.yml: the file is empty");
        assertRefused("instances: {", "this is not valid YAML");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `    tls: require`                                  | anybody can pretend to be the server (for a)
            `    tls: disable`                                  | everything else can be read on the way
            `    executor: {user: x, credential: pgpass}`       | instances[0].executor: not used while the mode is observe
            policies: [{name: p, effect: forbid, instances: [b]}] | no instance of this file matches 'b'
            policies: [{name: p, effect: forbid, tags: {env: x}}] | no instance of this file has the tag env: x
            """)
    void warns(String line, String message) {
        assertThat(parse(SMALL + line).warnings()).singleElement().asString().contains(message);
    }

    @Test
    void doesNotWarnOfOpenConnectionsWithinThisMachine() {
        assertThat(parse(SMALL.replace("db1", "127.0.0.1") + "    tls: disable").warnings())
                .isEmpty();
    }

    @Test
    void writesDurationsOfThresholdsAsTheRulesReadThem() {
        assertThat(parse(SMALL + "thresholds: [{rule: session.idle-in-transaction, values: {warning-after: 30m}}]")
                        .policy()
                        .thresholds()
                        .getFirst()
                        .values())
                .containsEntry("warning-after", "PT30M");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("fleet.yml")
                .message()
                .contains(message);
    }

    private static FleetFile parse(String text) {
        return FleetFile.parse(text, "fleet.yml");
    }
}
