package dev.tickbird.alerter.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.tickbird.alerter.Samples;
import dev.tickbird.alerter.channel.email.EmailSettings;
import dev.tickbird.alerter.grouping.Timing;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.runtime.kafka.TopicAdmin;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.DeliveryState;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Records go in; what a webhook and a mail server receive comes out, whatever happens to them or to us on the way. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedKafka.class)
class AlerterIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Timing FAST =
            new Timing(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMinutes(15));

    private final KafkaSettings kafka;
    private final KafkaClients clients;
    private final Events events;

    @TempDir
    Path folder;

    private FakeSlack slack;
    private GreenMail mail;
    private Producer<String, byte[]> producer;

    AlerterIT(TestBroker broker) {
        kafka = KafkaSettings.plaintext(broker.bootstrapServers(), broker.uniquePrefix(), 2);
        clients = new KafkaClients(kafka, "test");
        events = new Events(kafka, "/test", InstantSource.system());
    }

    @BeforeEach
    void start() throws Exception {
        try (Admin admin = clients.admin()) {
            new TopicAdmin(admin, kafka).apply();
        }
        slack = new FakeSlack();
        mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        mail.start();
        producer = clients.producer();
    }

    @AfterEach
    void stop() {
        producer.close();
        mail.stop();
        slack.close();
    }

    private AlerterAgent alerter(ReceiverConfig... receivers) {
        return AlerterAgent.start(
                new AlerterConfig(
                        kafka, List.of(receivers), List.of(), Set.of("127.0.0.1"), "http://127.0.0.1:8080", FAST, 0),
                InstantSource.system());
    }

    private ReceiverConfig byMail() {
        return new ReceiverConfig(
                "dba",
                null,
                new EmailSettings(
                        "127.0.0.1",
                        mail.getSmtp().getPort(),
                        EmailSettings.Tls.NONE,
                        null,
                        "Tickbird <tickbird@example.org>",
                        List.of("dba@example.org"),
                        null,
                        null,
                        Duration.ofSeconds(5)));
    }

    private void put(Topic topic, String id, Object value) throws Exception {
        producer.send(events.record(topic, Partitions.key(Samples.INSTANCE.value(), id), value))
                .get();
    }

    private Finding put(String table, FindingState state) throws Exception {
        Finding finding = Samples.finding("vacuum.behind", table, state);
        put(Topic.FINDINGS, finding.id().value(), finding);
        return finding;
    }

    private Map<String, Delivery> deliveries(String receiver) {
        Map<String, Delivery> deliveries = new HashMap<>();
        try (PartitionReader reader = PartitionReader.ofTopic(clients, kafka.topic(Topic.DELIVERIES))) {
            reader.readToEnd(
                    record -> {
                        Delivery delivery = Codec.decode(record.value(), Delivery.class);
                        if (delivery.receiver().equals(receiver)) {
                            deliveries.put(delivery.group(), delivery);
                        }
                    },
                    LIMIT);
        }
        return deliveries;
    }

    private Delivery delivery(String receiver) {
        return Objects.requireNonNull(deliveries(receiver).get("shop:findings:maintenance"), receiver);
    }

    private void awaitSent(String receiver, String group) {
        Await.until(LIMIT, group + " sent to " + receiver, () -> {
            Delivery delivery = deliveries(receiver).get(group);
            return delivery != null && delivery.state() == DeliveryState.SENT;
        });
    }

    @Test
    void tellsSlackAndMailOfFindingProposalAndOutcome() throws Exception {
        try (AlerterAgent alerter = alerter(slack.receiver("team", folder), byMail())) {
            Finding finding = put("orders", FindingState.OPEN);
            awaitSent("team", "shop:findings:maintenance");
            Proposal proposal = Samples.proposal("orders");
            put(Topic.PROPOSALS, proposal.id().value(), proposal);
            awaitSent("team", "shop:proposals");
            Outcome outcome = Samples.outcome(proposal.id(), "orders", ActionState.SUCCEEDED, Instant.now());
            put(Topic.OUTCOMES, proposal.id().value(), outcome);
            Finding resolved = put("orders", FindingState.RESOLVED);
            assertThat(resolved.id()).isEqualTo(finding.id());
            Await.until(LIMIT, "four messages in Slack", () -> slack.taken.size() == 4);
            assertThat(slack.taken.get(0)).contains("[OPEN] shop: vacuum.behind on orders", "VACUUM public.orders");
            assertThat(slack.taken.get(1)).contains("Approval wanted", "ANALYZE public.orders");
            assertThat(String.join("\n", slack.taken)).contains("2.0 MB → 1.0 MB", "[RESOLVED] shop");
            assertThat(mail.waitForIncomingEmail(LIMIT.toMillis(), 4)).isTrue();
            MimeMessage first = mail.getReceivedMessages()[0];
            assertThat(first.getSubject()).isEqualTo("[OPEN] shop: vacuum.behind on orders");
            assertThat(alerter.server().address().getPort()).isPositive();
            // The mail is there before the record that it was sent.
            awaitSent("dba", "shop:findings:maintenance");
            assertThat(delivery("dba").reference()).contains("@example.org");
        }
    }

    @Test
    void waitsAsLongAsItIsAskedToAndTriesAgainAfterErrors() throws Exception {
        slack.answers.addAll(List.of(429, 500, 503));
        try (AlerterAgent alerter = alerter(slack.receiver("team", folder))) {
            put("orders", FindingState.OPEN);
            awaitSent("team", "shop:findings:maintenance");
            assertThat(slack.taken).hasSize(1);
            Delivery delivery = delivery("team");
            assertThat(delivery.attempts()).isEqualTo(4);
            assertThat(delivery.mayRepeat()).isFalse();
            assertThat(alerter.server().address().getPort()).isPositive();
        }
    }

    @Test
    void aReceiverThatHangsDelaysNoOtherAndAnUnreadableRecordStopsNothing() throws Exception {
        try (FakeSlack hanging = new FakeSlack()) {
            hanging.answers.addAll(List.of(FakeSlack.HANG, FakeSlack.HANG, FakeSlack.HANG));
            try (AlerterAgent alerter =
                    alerter(hanging.receiver("stuck", folder), slack.receiver("team", folder), byMail())) {
                producer.send(new ProducerRecord<>(kafka.topic(Topic.FINDINGS), "shop/x", new byte[] {1, 2}))
                        .get();
                put("orders", FindingState.OPEN);
                awaitSent("team", "shop:findings:maintenance");
                awaitSent("dba", "shop:findings:maintenance");
                Await.until(LIMIT, "a message to the receiver that hangs", () -> !hanging.requests.isEmpty());
                assertThat(delivery("stuck").state()).isIn(DeliveryState.SENDING, DeliveryState.PENDING);
                assertThat(alerter.server().address().getPort()).isPositive();
            }
        }
    }

    @Test
    void aRestartLosesNothingAndMarksWhatMayHaveArrived() throws Exception {
        slack.answers.add(FakeSlack.HANG);
        try (AlerterAgent alerter = alerter(slack.receiver("team", folder), byMail())) {
            put("orders", FindingState.OPEN);
            awaitSent("dba", "shop:findings:maintenance");
            Await.until(LIMIT, "a request left", () -> slack.requests.size() == 1);
            assertThat(alerter.server().address().getPort()).isPositive();
        }
        assertThat(delivery("team").state()).isEqualTo(DeliveryState.SENDING);
        Proposal proposal = Samples.proposal("orders");
        put(
                Topic.OUTCOMES,
                proposal.id().value(),
                Samples.outcome(proposal.id(), "orders", ActionState.FAILED, Instant.now()));
        try (AlerterAgent alerter = alerter(slack.receiver("team", folder), byMail())) {
            awaitSent("team", "shop:findings:maintenance");
            awaitSent("team", "shop:outcomes");
            awaitSent("dba", "shop:outcomes");
            assertThat(slack.taken)
                    .hasSize(2)
                    .filteredOn(body -> body.contains("(may be a repetition)"))
                    .singleElement()
                    .asString()
                    .contains("vacuum.behind on orders");
            assertThat(mail.getReceivedMessages())
                    .as("the mail was sent before")
                    .hasSize(2);
            assertThat(alerter.server().address().getPort()).isPositive();
        }
        try (AlerterAgent alerter = alerter(slack.receiver("team", folder), byMail())) {
            put("users", FindingState.OPEN);
            Await.until(LIMIT, "the next message", () -> slack.taken.size() == 3);
            assertThat(slack.taken.get(2)).contains("vacuum.behind on users").doesNotContain("on orders");
            assertThat(alerter.server().address().getPort()).isPositive();
        }
    }
}
