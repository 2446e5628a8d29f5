package dev.tickbird.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.cli.Main;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import picocli.CommandLine;

/** The contract on the images that people run, rather than on the servers inside this build. Skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
class PublicImagesIT {
    private static final String KAFKA = "apache/kafka:4.3.1";
    private static final int PARTITIONS = 4;

    @Test
    void theKafkaImageTakesTheTopicsAndCarriesAnEvent() throws Exception {
        try (KafkaContainer broker = new KafkaContainer(PublicImage.of(KAFKA))) {
            broker.start();
            assertThat(topics("apply", broker)).contains("created  tickbird.decisions");
            assertThat(topics("apply", broker)).contains("0 created");
            assertThat(topics("show", broker)).contains("tickbird.decisions");

            Decision decision = decision();
            send(broker.getBootstrapServers(), decision);

            List<ConsumerRecord<byte[], byte[]>> records =
                    new TopicRecords(broker.getBootstrapServers()).read("tickbird.decisions");
            assertThat(records).hasSize(1);
            ConsumerRecord<byte[], byte[]> record = records.getFirst();
            String key = Partitions.key(
                    decision.instance().value(), decision.action().value());
            assertThat(Codec.decode(record.value(), Decision.class)).isEqualTo(decision);
            assertThat(record.partition()).isEqualTo(Partitions.of(key, PARTITIONS));
            assertThat(header(record, "ce_type")).isEqualTo("dev.tickbird.decision.v1");
            assertThat(header(record, "ce_subject")).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void checkFindsADuplicateIndexInThePostgresImage(int major) throws SQLException {
        try (PostgreSQLContainer server = postgres(major)) {
            server.start();
            try (Connection connection = DriverManager.getConnection(
                            server.getJdbcUrl(), server.getUsername(), server.getPassword());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (a int); CREATE INDEX one ON t (a); CREATE INDEX two ON t (a)");
            }
            String url = "postgres://%s:%s@%s:%d/%s?sslmode=disable"
                    .formatted(
                            server.getUsername(),
                            server.getPassword(),
                            server.getHost(),
                            server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                            server.getDatabaseName());

            String said = command("check", url, "--interval", "0", "--format", "json", "--rule", "index.duplicate");

            CheckReport report = Codec.decode(said.getBytes(StandardCharsets.UTF_8), CheckReport.class);
            assertThat(report.serverVersion().major()).isEqualTo(major);
            assertThat(report.findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.subject().label()).isEqualTo("public.two"));
        }
    }

    /** With SCRAM, without which we do not send a password; the images from 14 on have it by themselves. */
    private static PostgreSQLContainer postgres(int major) {
        return new PostgreSQLContainer(PublicImage.of("postgres:" + major))
                .withEnv("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256")
                .withEnv("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256");
    }

    /** In a transaction, as the agents write. */
    private static void send(String bootstrap, Decision decision) throws Exception {
        KafkaSettings settings = KafkaSettings.plaintext(bootstrap, Topic.DEFAULT_PREFIX, PARTITIONS);
        Events events = new Events(settings, "/tickbird/console", InstantSource.system());
        try (Producer<String, byte[]> producer =
                new KafkaClients(settings, "console").transactionalProducer("public-images")) {
            producer.initTransactions();
            producer.beginTransaction();
            String key = Partitions.key(
                    decision.instance().value(), decision.action().value());
            Future<RecordMetadata> sent = producer.send(events.record(Topic.DECISIONS, key, decision));
            producer.commitTransaction();
            sent.get();
        }
    }

    private static Decision decision() {
        return new Decision(
                UUID.randomUUID().toString(),
                ActionId.from("orders-prod", "public-images"),
                InstanceId.of("orders-prod"),
                ActionDigest.of("sha256:" + "0".repeat(64)),
                Verdict.REJECT,
                new Principal("ada", PrincipalKind.PERSON, List.of("approver")),
                Channel.CLI,
                "it only tests the way",
                Instant.EPOCH,
                null,
                null);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String topics(String verb, KafkaContainer broker) {
        String partitions = Integer.toString(PARTITIONS);
        return command("topics", verb, "--bootstrap-servers", broker.getBootstrapServers(), "--partitions", partitions);
    }

    private static String command(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        assertThat(line.execute(arguments)).as("%s%s", out, err).isZero();
        return out.toString();
    }
}
