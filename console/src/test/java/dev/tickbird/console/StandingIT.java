package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.CanonicalJson;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({SharedKafka.class, SharedPostgres.class})
class StandingIT {
    private final Instant now = InstantSource.system().instant();

    @Test
    void whatWasApprovedAheadIsApprovedInTheApproversName_untilItIsRevoked(
            TestBroker broker, TestDatabase database, @TempDir Path folder) {
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY.withRevision(1))) {
            StandingApproval standing = standing("ann", "analyze", Risk.LOW);
            String jws = signed(standing, bench.ann);
            assertThat(add(bench, "ann", jws).statusCode()).isEqualTo(202);
            Await.until(
                    ConsoleBench.LIMIT,
                    "it stands",
                    () -> state(bench, standing).equals("IN_FORCE"));

            Proposal within = Proposals.low("orders", now);
            bench.publish(within);
            bench.awaitState(within, "APPROVED");
            Order.Run order = Await.value(
                    ConsoleBench.LIMIT,
                    "the order",
                    () -> bench.orders().stream().findFirst());
            Decision decision = order.decisions().getFirst();
            assertThat(decision.by().name()).isEqualTo("ann");
            assertThat(decision.by().roles()).containsExactly("viewer", "approver");
            assertThat(decision.signature()).isEqualTo(jws);
            assertThat(decision.digest()).isEqualTo(within.digest());

            Proposal outside = Proposals.medium("orders_user_idx1", now);
            bench.publish(outside);
            assertThat(bench.post("ben", "standing/" + standing.id() + "/revoke", Map.of("reason", "enough"))
                            .statusCode())
                    .isEqualTo(202);
            Await.until(
                    ConsoleBench.LIMIT,
                    "it is revoked",
                    () -> state(bench, standing).equals("REVOKED"));
            Proposal late = Proposals.low("items", now);
            bench.publish(late);
            for (Proposal open : List.of(outside, late)) {
                assertThat(bench.get("eve", "actions/" + open.id())
                                .path("state")
                                .asText())
                        .isEqualTo("PROPOSED");
            }
            assertThat(bench.orders()).hasSize(1);
        }
    }

    @Test
    void refusesWhatItsApproverHasNotSigned(TestBroker broker, TestDatabase database, @TempDir Path folder) {
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY.withRevision(1))) {
            StandingApproval anns = standing("ann", "analyze", Risk.LOW);
            refused(add(bench, "ann", signed(anns, SigningKey.generate())), 403, "no trusted key");
            refused(add(bench, "ann", signed(anns, bench.key("console"))), 403, "may not sign this");
            refused(add(bench, "ann", signed(anns, bench.annOld)), 403, "expired");
            refused(add(bench, "ben", signed(anns, bench.ann)), 403, "but ben is logged in");
            refused(add(bench, "eve", signed(anns, bench.ann)), 403, "needs the role 'approver'");
            refused(
                    add(bench, "ann", signed(standing("ann", "reindex-index", Risk.MEDIUM), bench.annLow)),
                    403,
                    "does not cover reindex-index of medium risk");
            refused(bench.post("ann", "standing", Map.of()), 400, "tickbird standing new");
            refused(add(bench, "ann", tooLong(anns, bench.ann)), 400, "at most 400 days");
            refused(
                    bench.post("ann", "standing/" + anns.id() + "/revoke", Map.of()),
                    404,
                    "there is no standing approval");
            assertThat(bench.get("eve", "standing")).isEmpty();
        }
    }

    private static String tooLong(StandingApproval approval, SigningKey key) {
        String text = new String(CanonicalJson.bytes(approval), java.nio.charset.StandardCharsets.UTF_8)
                .replace(
                        approval.until().toString(),
                        approval.at().plus(Duration.ofDays(401)).toString());
        return key.sign(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), StandingApproval.JWS_TYPE);
    }

    private static HttpResponse<String> add(ConsoleBench bench, String who, String jws) {
        return bench.post(who, "standing", Map.of("signed", jws));
    }

    private static void refused(HttpResponse<String> answer, int status, String words) {
        assertThat(answer.body()).contains(words);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static String state(ConsoleBench bench, StandingApproval standing) {
        return bench.get("eve", "standing")
                .valueStream()
                .filter(entry -> entry.at("/approval/id").asText().equals(standing.id()))
                .map(entry -> entry.path("state").asText())
                .findFirst()
                .orElse("");
    }

    private static String signed(StandingApproval approval, SigningKey key) {
        return key.sign(CanonicalJson.bytes(approval), StandingApproval.JWS_TYPE);
    }

    private StandingApproval standing(String by, String action, Risk risk) {
        return new StandingApproval(
                UUID.randomUUID().toString(),
                by,
                "every night",
                List.of("ord*"),
                Map.of(),
                List.of("app"),
                List.of(action),
                List.of("public.*"),
                risk,
                10,
                now,
                now.plus(Duration.ofDays(90)));
    }
}
