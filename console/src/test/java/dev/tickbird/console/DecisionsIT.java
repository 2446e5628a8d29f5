package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.execution.AuditEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({SharedKafka.class, SharedPostgres.class})
class DecisionsIT {
    private final Instant now = InstantSource.system().instant();

    @Nullable
    private ConsoleBench opened;

    private record Wish(
            @Nullable String digest,
            @Nullable String reason,
            @Nullable Decision signed) {}

    @BeforeEach
    void open(TestBroker broker, TestDatabase database, @TempDir Path folder) {
        opened = new ConsoleBench(broker, database, folder, twoForSignals());
    }

    @AfterEach
    void close() {
        bench().close();
    }

    @Test
    void lowAndMediumRiskAreApprovedByToken_andTheOrderOnTheTopicVerifies() {
        Proposal medium = Proposals.medium("orders_user_idx1", now);
        bench().publish(medium);
        HttpResponse<String> answer =
                approve("ann", medium, new Wish(medium.digest().value(), null, null));
        assertThat(answer.statusCode()).isEqualTo(202);
        bench().awaitState(medium, "APPROVED");
        Order.Run order = Await.value(
                ConsoleBench.LIMIT,
                "the order",
                () -> orders().stream()
                        .filter(run -> run.action().equals(medium.id()))
                        .findFirst());
        assertThat(order.digest()).isEqualTo(medium.digest());
        assertThat(order.statements()).isEqualTo(medium.statements());
        assertThat(order.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.by().name()).isEqualTo("ann");
            assertThat(decision.signature()).isNotNull();
        });
    }

    @Test
    void severalAreDecidedAtOnce_eachByItsOwnDigest_andOneThatIsRefusedStopsNoOther() {
        Proposal first = Proposals.medium("orders_a_idx", now);
        Proposal second = Proposals.medium("orders_b_idx", now);
        Proposal third = Proposals.medium("orders_c_idx", now);
        bench().publish(first);
        bench().publish(second);
        bench().publish(third);
        List<Map<String, String>> items = List.of(
                Map.of("action", first.id().value(), "digest", first.digest().value()),
                Map.of("action", second.id().value(), "digest", first.digest().value()),
                Map.of("action", third.id().value()));
        JsonNode results = ConsoleBench.json(
                bench().post("ann", "decisions", Map.of("verdict", "approve", "for", "4h", "items", items)));
        assertThat(results.path(0).path("decision").path("until").asText()).isNotEmpty();
        assertThat(results.path(1).path("problem").path("status").asInt()).isEqualTo(409);
        assertThat(results.path(2).path("problem").path("field").asText()).isEqualTo("items.digest");
        bench().awaitState(first, "APPROVED");
        assertThat(bench().get("eve", "actions/" + second.id()).path("state").asText())
                .isEqualTo("PROPOSED");
        Order.Run order = Await.value(
                ConsoleBench.LIMIT,
                "the order",
                () -> orders().stream()
                        .filter(run -> run.action().equals(first.id()))
                        .findFirst());
        assertThat(order.expiresAt())
                .as("it ends with the approval that it rests on")
                .isEqualTo(order.decisions().getFirst().until());
    }

    @Test
    void aSnoozeNeedsItsEnd_andIsRecordedLikeEveryDecision() {
        Proposal medium = Proposals.medium("orders_snoozed_idx", now);
        bench().publish(medium);
        refused(bench().post("ann", "actions/" + medium.id() + "/snooze", Map.of()), 400, "a snooze ends", "until");
        refused(
                bench().post("ann", "actions/" + medium.id() + "/snooze", Map.of("for", "100d")),
                400,
                "at most 90 days",
                "for");
        HttpResponse<String> taken =
                bench().post("ann", "actions/" + medium.id() + "/snooze", Map.of("for", "4h", "reason", "lunch"));
        assertThat(taken.statusCode()).isEqualTo(202);
        Await.until(
                ConsoleBench.LIMIT,
                "the snooze",
                () -> bench().get("eve", "actions/" + medium.id())
                        .path("decisions")
                        .valueStream()
                        .anyMatch(decision -> decision.path("verdict").asText().equals("SNOOZE")));
        assertThat(bench().get("eve", "actions/" + medium.id()).path("state").asText())
                .isEqualTo("PROPOSED");
    }

    @Test
    void itIsSaidWhoMustApproveAndWhoCould() {
        Proposal medium = Proposals.medium("orders_asked_idx", now);
        bench().publish(medium);
        JsonNode needs = bench().get("eve", "actions/" + medium.id()).path("needs");
        assertThat(needs.path("policy").asText()).isEqualTo("default");
        assertThat(needs.path("mayApprove").valueStream().map(JsonNode::asText))
                .as("eve only looks, and old has expired")
                .containsExactly("ann", "ben");
        assertThat(needs.path("policies").path(0).path("mismatch").asText()).contains("risks [high]", "'medium'");
        JsonNode high = bench().get("eve", "policies/explain?instance=orders&action=drop-index&risk=high");
        assertThat(high.path("policy").asText()).isEqualTo("two");
        assertThat(high.path("approvals").asInt()).isEqualTo(2);
        assertThat(bench().status("eve", "policies/explain?instance=nowhere&action=drop-index&risk=low"))
                .isEqualTo(404);
        assertThat(bench().status("eve", "policies/explain?instance=orders&action=drop-index&risk=some"))
                .isEqualTo(400);
    }

    @Test
    void whoOnlyLooksMayNotDecide_andWhoHasNoTokenSeesNothing() {
        Proposal low = Proposals.low("orders", now);
        bench().publish(low);
        refused(approve("eve", low, new Wish(null, null, null)), 403, "needs the role 'approver'", null);
        refused(approve("old", low, new Wish(null, null, null)), 401, "unknown or has expired", null);
        refused(approve("nobody", low, new Wish(null, null, null)), 401, "unknown or has expired", null);
        HttpResponse<String> bare =
                bench().send(HttpRequest.newBuilder(bench().address().resolve("/api/v1/findings")));
        refused(bare, 401, "bearer token", null);
    }

    @Test
    void aChangeByCookieNeedsThePagesToken() {
        Proposal low = Proposals.low("orders", now);
        bench().publish(low);
        HttpResponse<String> login = bench().send(HttpRequest.newBuilder(bench().loginLink("ann")));
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        HttpRequest.Builder change = HttpRequest.newBuilder(
                        bench().address().resolve("/api/v1/actions/" + low.id() + "/approve"))
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
        refused(bench().send(change), 403, "token is missing", null);
        refused(bench().send(change.copy().header("X-CSRF-Token", "guess")), 403, "token is missing", null);
        HttpResponse<String> elsewhere = bench().send(bench().request("ann", "actions/" + low.id() + "/approve")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.noBody()));
        refused(elsewhere, 403, "another site", null);
        assertThat(bench().get("eve", "actions/" + low.id()).path("state").asText())
                .isEqualTo("PROPOSED");
    }

    @Test
    void highRiskNeedsTheOwnKey_ofTheRightPurposeAndScope() {
        Proposal high = Proposals.high(4711, now);
        bench().publish(high);
        Decision bare = ConsoleBench.approval(high, "ann", now, null);
        refused(approve("ann", high, new Wish(high.digest().value(), null, null)), 403, "tickbird approve", "signed");
        refused(signed(high, bare), 403, "not signed", "signed.signature");
        refused(
                signed(high, ConsoleBench.signed(bare, SigningKey.generate())),
                403,
                "no trusted key has the id",
                "signed.signature");
        refused(with(high, bare, "ann-low"), 403, "scope of this key does not cover", "signed.signature");
        refused(with(high, bare, "ann-old"), 403, "expired", "signed.signature");
        refused(with(high, bare, "ann-lost"), 403, "revoked", "signed.signature");
        refused(with(high, bare, "executor"), 403, "may not sign this", "signed.signature");
        refused(with(high, bare, "console"), 403, "approver key", "signed.signature");
        refused(with(high, bare, "ben"), 403, "cannot speak for", "signed.signature");
        refused(
                with(high, ConsoleBench.approval(high, "ben", now, null), "ben"),
                403,
                "but ann is logged in",
                "signed.by");
        assertThat(with(high, bare, "ann").statusCode()).isEqualTo(202);
        // The policy wants two; the same decision a second time is no second approval.
        Await.until(
                ConsoleBench.LIMIT,
                "it was counted",
                () -> bench().get("eve", "actions/" + high.id())
                                .path("decisions")
                                .size()
                        == 1);
        refused(with(high, bare, "ann"), 409, "counted before", "signed.id");
        assertThat(bench().get("eve", "actions/" + high.id()).path("state").asText())
                .isEqualTo("PROPOSED");
        Decision second = ConsoleBench.signed(ConsoleBench.approval(high, "ben", now, null), bench().key("ben"));
        assertThat(approve("ben", high, new Wish(null, null, second)).statusCode())
                .isEqualTo(202);
        bench().awaitState(high, "APPROVED");
        assertThat(Await.value(
                                ConsoleBench.LIMIT,
                                "the order",
                                () -> orders().stream()
                                        .filter(run -> run.action().equals(high.id()))
                                        .findFirst())
                        .decisions())
                .extracting(decision -> decision.by().name())
                .containsExactly("ann", "ben");
    }

    @Test
    void theSignatureCoversDigestAndTime() {
        Proposal high = Proposals.high(4712, now);
        Proposal other = Proposals.high(4713, now);
        bench().publish(high);
        Decision about = ConsoleBench.approval(high, "ann", now, null);
        Decision wrong = new Decision(
                about.id(),
                about.action(),
                about.instance(),
                other.digest(),
                about.verdict(),
                about.by(),
                about.through(),
                null,
                now,
                null,
                null);
        refused(with(high, wrong, "ann"), 409, "not that of the proposal", "signed.digest");
        refused(approve("ann", high, new Wish(other.digest().value(), null, null)), 409, "digest", "digest");
        Decision moved =
                about.withSignature(ConsoleBench.signed(wrong, bench().ann).signature());
        refused(signed(high, moved), 403, "under something else", "signed.signature");
        Instant before = now.minus(Duration.ofMinutes(10));
        refused(with(high, ConsoleBench.approval(high, "ann", now, before), "ann"), 403, "lapsed", "signed.until");
        refused(
                with(high, ConsoleBench.approval(high, "ann", before, null), "ann"),
                403,
                "before this was proposed",
                "signed.at");
        refused(
                with(high, ConsoleBench.approval(high, "ann", now.plus(Duration.ofHours(1)), null), "ann"),
                403,
                "in the future",
                "signed.at");
        assertThat(bench().get("eve", "actions/" + high.id()).path("decisions")).isEmpty();
    }

    @Test
    void whatCannotBeDecidedIsRefusedWithTheReason() {
        Proposal low = Proposals.low("orders", now);
        bench().publish(low);
        String path = "actions/" + low.id() + "/";
        refused(bench().post("ann", path + "reject", new Wish(null, " ", null)), 400, "needs a reason", "reason");
        refused(bench().post("ann", path + "cancel", new Wish(null, "stop", null)), 409, "PROPOSED", null);
        refused(bench().post("ann", "actions/act_1/approve", new Wish(null, null, null)), 400, "32 hex", null);
        Proposal unknown = Proposals.low("nowhere", now);
        refused(approve("ann", unknown, new Wish(null, null, null)), 404, "there is no action", null);
        HttpResponse<String> unreadable = bench().send(bench().request("ann", path + "approve")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"digest\": ")));
        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(bench().post("ann", path + "reject", new Wish(null, "not now", null))
                        .statusCode())
                .isEqualTo(202);
        bench().awaitState(low, "REJECTED");
        refused(approve("ann", low, new Wish(null, null, null)), 409, "REJECTED", null);
    }

    @Test
    void aRecordThatTheStoreRefusesIsSetAside_andTheRestGoesOn() {
        Finding good = Proposals.finding("index.duplicate", Severity.WARNING, "good", now);
        Finding bad = Proposals.finding("index\0duplicate", Severity.WARNING, "bad", now);
        Finding after = Proposals.finding("index.duplicate", Severity.WARNING, "after", now);
        for (Finding finding : List.of(good, bad, after)) {
            bench().send(bench().events
                    .record(
                            Topic.FINDINGS,
                            Partitions.key("orders", finding.id().value()),
                            finding));
        }
        bench().send(new ProducerRecord<>(bench().kafka.topic(Topic.FINDINGS), 0, "orders/x", new byte[] {'{'}));
        Await.until(
                ConsoleBench.LIMIT,
                "both are listed",
                () -> bench().get("eve", "findings").size() == 2);
        List<ConsumerRecord<String, byte[]>> dead = Await.value(
                ConsoleBench.LIMIT,
                "the dead letters",
                () -> java.util.Optional.of(bench().all(Topic.DEAD_LETTERS)).filter(all -> all.size() >= 2));
        assertThat(dead).extracting(ConsumerRecord::key).contains("orders/" + bad.id(), "orders/x");
        Proposal later = Proposals.low("orders", now);
        bench().publish(later);
    }

    @Test
    void everyDecisionAndOrderIsALinkOfOneChain_whichARestartAndARebuildGoOnWith() {
        Proposal first = Proposals.medium("a", now);
        bench().publish(first);
        approve("ann", first, new Wish(null, null, null));
        awaitChain(2);
        bench().restart();
        Proposal second = Proposals.medium("b", now);
        bench().publish(second);
        approve("ann", second, new Wish(null, null, null));
        List<AuditEntry> chain = awaitChain(4);
        assertThat(chain)
                .extracting(AuditEntry::topic)
                .allMatch(topic -> topic.startsWith(bench().kafka.topicPrefix()));
        bench().rebuild();
        Proposal third = Proposals.medium("c", now);
        bench().publish(third);
        approve("ann", third, new Wish(null, null, null));
        assertThat(awaitChain(6).subList(0, 4)).isEqualTo(chain);
        assertThat(orders())
                .extracting(Order.Run::action)
                .containsExactlyInAnyOrder(first.id(), second.id(), third.id());
    }

    private List<AuditEntry> awaitChain(int links) {
        List<AuditEntry> chain = Await.value(
                ConsoleBench.LIMIT,
                links + " links",
                () -> java.util.Optional.of(chain()).filter(all -> all.size() >= links));
        AuditEntry before = null;
        for (AuditEntry entry : chain) {
            assertThat(entry.follows(before)).as("link %s", entry.sequence()).isTrue();
            before = entry;
        }
        assertThat(chain).hasSize(links);
        return chain;
    }

    private List<AuditEntry> chain() {
        List<AuditEntry> all = new ArrayList<>();
        bench().all(Topic.AUDIT).forEach(record -> all.add(Codec.decode(record.value(), AuditEntry.class)));
        all.sort(Comparator.comparingLong(AuditEntry::sequence));
        return all;
    }

    private List<Order.Run> orders() {
        return bench().orders();
    }

    private HttpResponse<String> with(Proposal proposal, Decision bare, String key) {
        return signed(proposal, ConsoleBench.signed(bare, bench().key(key)));
    }

    private HttpResponse<String> signed(Proposal proposal, Decision decision) {
        return approve("ann", proposal, new Wish(null, null, decision));
    }

    private HttpResponse<String> approve(String user, Proposal proposal, Wish wish) {
        return bench().post(user, "actions/" + proposal.id() + "/approve", wish);
    }

    private static void refused(HttpResponse<String> answer, int status, String why, @Nullable String field) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = ConsoleBench.json(answer);
        assertThat(problem.path("detail").asText()).contains(why);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("field").asText(null)).isEqualTo(field);
    }

    private static FleetPolicy twoForSignals() {
        ApprovalPolicy two = ApprovalPolicy.of("two", List.of(Risk.HIGH), Effect.REQUIRE, 2);
        return FleetPolicy.of(1, List.of(two), List.of(), null);
    }

    private ConsoleBench bench() {
        return java.util.Objects.requireNonNull(opened);
    }
}
