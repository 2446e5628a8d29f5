package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.execution.AuditEntry;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people say about findings: who may, for how long, and what follows from it. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
class WaiversIT {
    private final Instant now = InstantSource.system().instant();
    private final Finding finding = Proposals.finding("index.duplicate", Severity.WARNING, "twin", now);
    private final String path = "findings/" + finding.id() + "/";

    @Nullable
    private ConsoleBench opened;

    @BeforeEach
    void open(TestBroker broker, TestDatabase database, @TempDir Path folder) {
        opened = new ConsoleBench(broker, database, folder, policyApprovesLowRisk());
        bench().publish(finding);
    }

    @AfterEach
    void close() {
        bench().close();
    }

    @Test
    void aWaiverHasAnAuthorAReasonAndAnEnd_andBadOnesNameTheField() {
        refused("eve", "waive", Map.of("for", "30d", "reason", "r"), 403, "needs the role 'operator'", null);
        refused("ann", "waive", Map.of("for", "30d"), 400, "say why", "reason");
        refused("ann", "waive", Map.of("for", "30d", "reason", " "), 400, "say why", "reason");
        refused("ann", "waive", Map.of("reason", "r"), 400, "either 'until'", "until");
        refused("ann", "waive", Map.of("reason", "r", "for", "1d", "until", "2099-01-01"), 400, "either", "until");
        refused("ann", "waive", Map.of("reason", "r", "for", "soon"), 400, "'soon' is not a duration", "for");
        refused("ann", "waive", Map.of("reason", "r", "for", "401d"), 400, "at most 400 days", "for");
        refused("ann", "waive", Map.of("reason", "r", "for", "0"), 400, "is no time", "for");
        refused("ann", "waive", Map.of("reason", "r", "until", "2020-01-01"), 400, "not in the future", "until");
        refused("ann", "waive", Map.of("reason", "r", "until", "2999-01-01"), 400, "at most 400 days", "until");
        refused("ann", "waive", Map.of("reason", "r", "until", "May"), 400, "neither a day nor an instant", "until");
        refused("ann", "unwaive", Map.of("reason", "r"), 409, "not waived", null);
        refused("ann", "acknowledge", Map.of(), 400, "say why", "reason");
        assertThat(bench().all(Topic.OVERLAYS)).isEmpty();

        Instant until = now.plus(Duration.ofDays(30));
        assertThat(say("waive", Map.of("until", until.toString(), "reason", "the migration drops it")))
                .satisfies(said -> {
                    assertThat(said.by()).isEqualTo("ann");
                    assertThat(said.reason()).isEqualTo("the migration drops it");
                    assertThat(said.waivedUntil()).isEqualTo(until);
                });
        refused("ann", "acknowledge", Map.of("reason", "r"), 409, "waived until", null);
    }

    @Test
    void whatWasSaidIsOnTheTopicAndInTheAuditChain_andSurvivesARebuild() {
        say("acknowledge", Map.of("reason", "mine"));
        Overlay waived = say("waive", Map.of("for", "30d", "reason", "later"));
        assertThat(waived.acknowledgedEpisode()).isEqualTo(1);
        Await.until(
                ConsoleBench.LIMIT,
                "two links of the chain",
                () -> bench().all(Topic.AUDIT).stream()
                                .map(link -> Codec.decode(link.value(), AuditEntry.class))
                                .filter(link -> link.topic().endsWith("overlays"))
                                .count()
                        == 2);
        assertThat(bench().all(Topic.OVERLAYS))
                .extracting(found -> Codec.decode(found.value(), Overlay.class))
                .last()
                .isEqualTo(waived);

        bench().rebuild();
        Await.until(ConsoleBench.LIMIT, "the waiver is back", () -> waivedCount() == 1);
        JsonNode shown = bench().get("eve", "findings/" + finding.id());
        assertThat(shown.path("overlay").path("reason").asText()).isEqualTo("later");
        assertThat(bench().get("eve", "findings")).isEmpty();
        assertThat(bench().get("eve", "findings?waived=true")).hasSize(1);
        assertThat(bench().get("eve", "findings?id=" + finding.id())).hasSize(1);
    }

    @Test
    void whatMendsAWaivedFindingIsNeitherListedNorApproved_untilTheWaiverEnds() {
        Proposal drop = Proposals.medium("twin", now);
        bench().publish(drop);
        assertThat(bench().get("eve", "actions?state=proposed")).hasSize(1);
        say("waive", Map.of("for", "30d", "reason", "later"));
        assertThat(bench().get("eve", "actions?state=proposed")).isEmpty();
        assertThat(bench().get("eve", "actions?waived=true")).hasSize(1);
        HttpResponse<String> approval = bench().post("ann", "actions/" + drop.id() + "/approve", Map.of());
        assertThat(approval.statusCode()).isEqualTo(409);
        assertThat(approval.body()).contains("waived until", "by ann (later)", "tickbird unwaive");
        String expires = bench().get("eve", "actions/" + drop.id())
                .at("/needs/expiresAt")
                .asText();
        assertThat(Instant.parse(expires)).isAfter(now.plus(Duration.ofDays(30)));

        say("unwaive", Map.of("reason", "now"));
        assertThat(bench().get("eve", "actions?state=proposed")).hasSize(1);
        assertThat(bench().post("ann", "actions/" + drop.id() + "/approve", Map.of())
                        .statusCode())
                .isEqualTo(202);
        bench().awaitState(drop, "APPROVED");
    }

    @Test
    void aPolicyApprovesNothingThatMendsAWaivedFinding() {
        Finding stale = Proposals.finding("index.duplicate", Severity.WARNING, "stale", now);
        bench().publish(stale);
        say("waive", Map.of("for", "30d", "reason", "later"));
        Proposal waived = Proposals.low("twin", now);
        bench().publish(waived);
        Proposal other = Proposals.low("stale", now);
        bench().publish(other);
        bench().awaitState(other, "APPROVED");
        assertThat(bench().get("eve", "actions/" + waived.id()).path("state").asText())
                .isEqualTo("PROPOSED");
        assertThat(bench().get("eve", "actions/" + waived.id()).path("decisions"))
                .isEmpty();
    }

    private Overlay say(String verb, Map<String, String> body) {
        HttpResponse<String> answer = bench().post("ann", path + verb, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Codec.decode(answer.body(), Overlay.class);
    }

    private void refused(
            String user, String verb, Map<String, String> body, int status, String detail, @Nullable String field) {
        HttpResponse<String> answer = bench().post(user, path + verb, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode problem = ConsoleBench.json(answer);
        assertThat(problem.path("detail").asText()).contains(detail);
        assertThat(problem.path("field").asText(null)).isEqualTo(field);
    }

    private long waivedCount() {
        return bench().send(bench().request("eve", "findings").GET())
                .headers()
                .firstValueAsLong("X-Tickbird-Waived")
                .orElse(-1);
    }

    private ConsoleBench bench() {
        if (opened == null) {
            throw new IllegalStateException("the console is not open");
        }
        return opened;
    }

    private static FleetPolicy policyApprovesLowRisk() {
        ApprovalPolicy low = ApprovalPolicy.of("low", List.of(Risk.LOW), Effect.AUTO_APPROVE, 0);
        return FleetPolicy.of(1, List.of(low), List.of(), null);
    }
}
