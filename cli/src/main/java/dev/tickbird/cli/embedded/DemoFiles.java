package dev.tickbird.cli.embedded;

import dev.tickbird.cli.embedded.DemoFleet.Member;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import dev.tickbird.schemas.fleet.TlsMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The demo's folder: keys, secrets and every agent's configuration, written as a person would write them. */
final class DemoFiles {
    private static final String ACTIONS = "analyze, vacuum, reindex-index, drop-index, create-index, set-table-storage,"
            + " validate-constraint, refresh-materialized-view, install-monitoring-views, remove-monitoring-views";

    static final String USER = "demo";
    private static final int PARTITIONS = 4;

    private final PrivateFolder folder;
    private final SigningKey fleetKey;
    private final String token;
    private final String password;

    DemoFiles(Path path) {
        this.folder = new PrivateFolder(path);
        KeyFiles keys = new KeyFiles(folder.resolve("keys"));
        this.fleetKey = keys.obtain("fleet");
        this.token = PrivateFolder.random();
        this.password = PrivateFolder.random();
        secret("password", password);
        folder.write("trust.yml", PrivateFolder.trust(keys));
    }

    SigningKey fleetKey() {
        return fleetKey;
    }

    /** The API token of the demo's user, good for an hour. */
    String token() {
        return token;
    }

    /** The password of every login on the demo's servers. */
    String password() {
        return password;
    }

    Path trust() {
        return folder.resolve("trust.yml");
    }

    Path credentials() {
        return folder.write("credentials.yml", "\"" + reference("password") + "\": [127.0.0.1]\n");
    }

    String collector(String bootstrap) {
        return kafka(bootstrap) + "trust: " + trust() + "\ncredentials: " + credentials() + "\n";
    }

    String analyzer(String bootstrap) {
        return kafka(bootstrap) + "state: " + folder.resolve("analyzer") + "\ntrust: " + trust()
                + "\ntick: PT1S\ncommit: PT0.02S\n";
    }

    String executor(String bootstrap, List<Member> members) {
        StringBuilder limits = new StringBuilder("instances:\n");
        for (Member member : members) {
            if (member.mode().equals("execute")) {
                limits.append("  ")
                        .append(member.name())
                        .append(":\n    actions: [")
                        .append(ACTIONS)
                        .append("]\n")
                        .append("    highestRisk: medium\n    runsPerHour: 100\n");
            }
        }
        Path file = folder.write("executor.yml", limits.toString());
        return kafka(bootstrap) + "trust: " + trust() + "\nlimits: " + file + "\ncredentials: " + credentials()
                + "\nkeys: " + folder.resolve("keys") + "\nanchor: " + folder.resolve("anchor.jsonl") + "\n";
    }

    String console(String bootstrap, PostgresServer store, String database, int port, Instant now) {
        secret("store", store.password());
        return kafka(bootstrap) + "database:\n  host: " + store.host() + "\n  port: " + store.port() + "\n  name: "
                + database
                + "\n  user: " + store.superuser() + "\n  password: \"" + reference("store")
                + "\"\n  tls: disable\nkeys: "
                + folder.resolve("keys") + "\ntrust: " + trust() + "\nport: " + port + "\nusers:\n  - name: " + USER
                + "\n    roles: [viewer, approver]\n    tokenSha256: " + PrivateFolder.sha256(token) + "\n    expires: "
                + now.plus(Duration.ofHours(1)) + "\n";
    }

    String alerter(String bootstrap, int slackPort, int mailPort, String consoleUrl) {
        secret("slack", "http://127.0.0.1:" + slackPort + "/services/demo");
        return kafka(bootstrap) + "consoleUrl: " + consoleUrl
                + "\nallowedHosts: [127.0.0.1]\ngroupWait: PT2S\ngroupInterval: PT5S\nreceivers:\n"
                + "  - name: slack\n    slack:\n      webhook: \"" + reference("slack")
                + "\"\n"
                + "  - name: mail\n    email:\n      host: 127.0.0.1\n      port: " + mailPort
                + "\n      tls: NONE\n      from: tickbird@example.com\n      to: [dba@example.com]\n";
    }

    /** The fleet as its file would have it. */
    List<TargetSpec> targets(List<Member> members) {
        return members.stream().map(this::target).toList();
    }

    /** Low risk is approved by policy, the rest by one person; small indexes count in a small demo. */
    FleetPolicy policy() {
        ApprovalPolicy low = ApprovalPolicy.of("low-risk", List.of(Risk.LOW), Effect.AUTO_APPROVE, 1);
        ThresholdOverride small = new ThresholdOverride(
                "bloat.index", List.of(), Map.of(), null, null, Map.of("info-bytes", "1000000"), null);
        return FleetPolicy.of(1, List.of(low), List.of(small), Duration.ZERO);
    }

    private TargetSpec target(Member member) {
        Mode mode = Mode.of(member.mode());
        Login executor = mode == Mode.EXECUTE ? new Login("tickbird_executor", reference("password")) : null;
        Login signal = mode == Mode.EXECUTE ? new Login("tickbird_signal", reference("password")) : null;
        Duration second = Duration.ofSeconds(1);
        Duration five = Duration.ofSeconds(5);
        return new TargetSpec(
                InstanceId.of(member.name()),
                member.name(),
                "default",
                member.server().host(),
                member.server().port(),
                TlsMode.DISABLE,
                null,
                Map.of("env", "demo"),
                "postgres",
                new DatabaseSelection(List.of(DemoSql.DATABASE), List.of()),
                new Intervals(second.multipliedBy(2), five, five, five, five, Duration.ofMinutes(5)),
                mode,
                new Login(DemoSql.MONITOR, reference("password")),
                executor,
                signal,
                null,
                false,
                null,
                1);
    }

    static int partitions() {
        return PARTITIONS;
    }

    private String reference(String name) {
        return "file:" + folder.resolve("secrets").resolve(name);
    }

    private void secret(String name, String value) {
        folder.write("secrets/" + name, value);
    }

    private static String kafka(String bootstrap) {
        return PrivateFolder.kafka(bootstrap, PARTITIONS);
    }
}
