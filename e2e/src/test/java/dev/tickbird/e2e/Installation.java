package dev.tickbird.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.tickbird.cli.Main;
import dev.tickbird.cli.remote.ConsoleClient;
import dev.tickbird.embedded.EmbeddedKafka;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.postgres.MonitoringSetup;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.StableId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import picocli.CommandLine;

/** A small installation: broker, console's store, one watched server, a stand-in for Slack, and every agent's file. */
final class Installation implements AutoCloseable {
    static final String INSTANCE = "orders-prod";
    static final String DATABASE = "shop";
    private static final String TOKEN = "tok3n-canary-7f3a";
    private static final String PASSWORD = "p4ssword-canary-91bd";
    private static final String KAFKA = "  partitions: 4\n  replicationFactor: 1\n";

    private final Path folder;
    private final PostgresServer watched;
    private final PostgresServer store;
    private final HttpServer slack;
    private final int consolePort = freePort();
    private final List<String> slackBodies = new CopyOnWriteArrayList<>();
    private final AgentProcesses agents;
    private EmbeddedKafka broker;

    Installation(Path folder, PostgresServer watched, PostgresServer store) throws IOException {
        this.folder = folder;
        this.watched = watched;
        this.store = store;
        this.agents = new AgentProcesses(folder);
        this.broker = EmbeddedKafka.start(EmbeddedKafka.Options.kept(folder.resolve("kafka")));
        this.slack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slack.createContext("/services/", exchange -> {
            try (exchange) {
                slackBodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            }
        });
        slack.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        slack.start();
        writeFiles();
    }

    /** The logins, the fence and a database with everything that the agents need. */
    static void prepare(PostgresServer server) {
        Identifier monitor = new Identifier("tickbird_monitor");
        server.execute("postgres", MonitoringSetup.roles(monitor));
        server.execute(
                "postgres",
                "CREATE ROLE shop_owner NOLOGIN",
                "CREATE ROLE tickbird_executor LOGIN PASSWORD '" + Installation.password() + "'",
                "CREATE ROLE tickbird_signal LOGIN PASSWORD '" + Installation.password() + "'",
                "ALTER ROLE tickbird_monitor PASSWORD '" + Installation.password() + "'",
                "GRANT shop_owner TO tickbird_executor",
                "GRANT pg_signal_backend, pg_read_all_stats TO tickbird_signal");
        server.execute(
                "postgres",
                resource("/sql/setup/fence.sql")
                        .replace("{monitor}", "tickbird_monitor")
                        .replace("{executor}", "tickbird_executor"));
        server.createDatabase(Installation.DATABASE);
        server.execute(Installation.DATABASE, MonitoringSetup.database(monitor));
    }

    private static String resource(String path) {
        try (InputStream in = Installation.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What nobody but the agents may ever see. */
    static List<String> secrets() {
        return List.of(TOKEN, PASSWORD, "/services/s1ack-canary");
    }

    AgentProcesses agents() {
        return agents;
    }

    String bootstrap() {
        return broker.bootstrapServers();
    }

    ConsoleClient console() {
        return new ConsoleClient(URI.create("http://127.0.0.1:" + consolePort), TOKEN);
    }

    /** The bodies that Slack was sent, in order. */
    List<String> slack() {
        return List.copyOf(slackBodies);
    }

    /** Stops the broker, and starts it again on the same data and port. */
    void restartBroker() {
        broker.close();
        broker = EmbeddedKafka.start(EmbeddedKafka.Options.kept(folder.resolve("kafka")));
    }

    /** Runs a command of the product against this broker; it must succeed. */
    void command(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(said, true));
        line.setErr(new PrintWriter(said, true));
        int code = line.execute(arguments);
        if (code != 0) {
            throw new AssertionError(String.join(" ", arguments) + " ended with " + code + ":\n" + said);
        }
    }

    /** Adds to the fleet file. */
    void addToFleet(String text) throws IOException {
        Path file = folder.resolve("fleet.yml");
        Files.writeString(file, Files.readString(file) + text);
    }

    void createTopics(String prefix) {
        command("topics", "apply", "--bootstrap-servers", bootstrap(), "--partitions", "4", "--topic-prefix", prefix);
    }

    void applyFleet() {
        command(
                "fleet",
                "apply",
                folder.resolve("fleet.yml").toString(),
                "--yes",
                "--config",
                folder.resolve("collector.yml").toString(),
                "--key",
                folder.resolve("keys/fleet.jwk.json").toString());
    }

    void resume(String entry) {
        command(
                "resume",
                "--entry",
                entry,
                "--config",
                folder.resolve("collector.yml").toString(),
                "--key",
                folder.resolve("keys/fleet.jwk.json").toString());
    }

    @Override
    public void close() {
        agents.close();
        slack.stop(0);
        broker.close();
    }

    private void writeFiles() throws IOException {
        KeyFiles keys = new KeyFiles(folder.resolve("keys"));
        String trust = "keys:\n";
        for (String purpose : List.of("fleet", "console", "executor")) {
            trust += "  - purpose: %s\n    owner: %s\n    key: %s\n"
                    .formatted(purpose, purpose, keys.obtain(purpose).publicJwk());
        }
        write("trust.yml", trust);
        write("secret-password", PASSWORD);
        write("secret-store", store.password());
        write("secret-slack", "http://127.0.0.1:" + slack.getAddress().getPort() + "/services/s1ack-canary");
        write("credentials.yml", "\"%s\": [127.0.0.1]\n".formatted(reference("password")));
        write("fleet.yml", fleet());
        write("limits.yml", """
                instances:
                  %s:
                    actions: [analyze, vacuum, reindex-index, drop-index, create-index, set-table-storage]
                    highestRisk: medium
                    runsPerHour: 1000
                """.formatted(INSTANCE));
        write("collector.yml", kafka() + "trust: %s\ncredentials: %s\n".formatted(path("trust"), path("credentials")));
        write("analyzer.yml", analyzer("tickbird.", "state"));
        write("control-analyzer.yml", analyzer("control.", "control-state"));
        write(
                "executor.yml",
                kafka()
                        + "trust: %s\nlimits: %s\ncredentials: %s\nkeys: %s\nguards: {afterFailure: 1s}\n"
                                .formatted(path("trust"), path("limits"), path("credentials"), folder.resolve("keys")));
        write("console.yml", kafka() + consoleFile());
        write("alerter.yml", kafka() + """
                allowedHosts: [127.0.0.1]
                groupWait: 1s
                groupInterval: 2s
                receivers:
                  - name: slack
                    slack:
                      webhook: "%s"
                """.formatted(reference("slack")));
    }

    private String fleet() {
        return """
                newInstanceQuiet: 0s
                instances:
                  - name: %s
                    host: %s
                    port: %d
                    tls: disable
                    mode: execute
                    databases: {include: [%s]}
                    monitor: {user: tickbird_monitor, credential: "%s"}
                    executor: {user: tickbird_executor, credential: "%s"}
                    signal: {user: tickbird_signal, credential: "%s"}
                    intervals: {canary: 5s, instance: 2s, activity: 2s, statements: 5s, relations: 2s, full: 20s}
                """.formatted(
                        INSTANCE,
                        watched.host(),
                        watched.port(),
                        DATABASE,
                        reference("password"),
                        reference("password"),
                        reference("password"));
    }

    private String analyzer(String prefix, String state) {
        return kafka()
                + "  topicPrefix: %s\nstate: %s\ntrust: %s\ntick: 1s\ncommit: 50ms\n"
                        .formatted(prefix, folder.resolve(state), path("trust"));
    }

    private String consoleFile() {
        String hash = HexFormat.of().formatHex(StableId.sha256().digest(TOKEN.getBytes(StandardCharsets.UTF_8)));
        return """
                database:
                  host: %s
                  port: %d
                  name: console
                  user: %s
                  password: "%s"
                  tls: disable
                keys: %s
                trust: %s
                port: %d
                users:
                  - name: ada
                    roles: [viewer, approver]
                    tokenSha256: %s
                    expires: %s
                """.formatted(
                        store.host(),
                        store.port(),
                        store.superuser(),
                        reference("store"),
                        folder.resolve("keys"),
                        path("trust"),
                        consolePort,
                        hash,
                        Instant.now().plus(Duration.ofHours(1)));
    }

    static String password() {
        return PASSWORD;
    }

    private String kafka() {
        return "kafka:\n  bootstrapServers: " + broker.bootstrapServers() + "\n" + KAFKA;
    }

    private String path(String name) {
        return folder.resolve(name + ".yml").toString();
    }

    private String reference(String name) {
        return "file:" + folder.resolve("secret-" + name);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static int freePort() {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
