package dev.tickbird.console.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Cron;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.Hours;
import dev.tickbird.schemas.fleet.PolicySubject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private static final Instant NIGHT = Instant.parse("2026-11-20T23:30:00Z");
    private static final Instant DAY = Instant.parse("2026-11-20T11:00:00Z");
    private static final Hours NIGHTS =
            new Hours(new Cron("0 22 * * *"), ZoneId.of("Europe/Berlin"), Duration.ofHours(8));
    private static final PolicySubject DROP = new PolicySubject(
            Risk.MEDIUM, "drop-index", "index.unused", InstanceId.of("orders-1"), "app", Map.of("env", "prod"));

    @Test
    void theFirstThatMatchesDecides_andWithoutOneAPersonDoes() {
        Policies policies = new Policies(List.of(
                ApprovalPolicy.of("high", List.of(Risk.HIGH), Effect.FORBID, 1),
                ApprovalPolicy.of("two", List.of(Risk.MEDIUM), Effect.REQUIRE, 2),
                ApprovalPolicy.of("all", List.of(), Effect.AUTO_APPROVE, 1)));
        assertThat(policies.requirement(DROP, DAY)).isInstanceOfSatisfying(Requirement.Approvals.class, needed -> {
            assertThat(needed.policy()).isEqualTo("two");
            assertThat(needed.approvals()).isEqualTo(2);
        });
        assertThat(new Policies(List.of()).requirement(DROP, DAY))
                .isInstanceOfSatisfying(Requirement.Approvals.class, needed -> {
                    assertThat(needed.policy()).isEqualTo(Policies.DEFAULT_NAME);
                    assertThat(needed.approvals()).isOne();
                });
    }

    @Test
    void aReplicationSlotNeedsTwoPeople_withOrWithoutAPolicy() {
        PolicySubject slot = new PolicySubject(
                Risk.HIGH, "drop-replication-slot", "replication.slot", DROP.instance(), "postgres", DROP.tags());
        Policies one = new Policies(List.of(ApprovalPolicy.of("one", List.of(), Effect.REQUIRE, 1)));
        for (Policies policies : List.of(one, new Policies(List.of()))) {
            assertThat(policies.requirement(slot, DAY)).isInstanceOfSatisfying(Requirement.Approvals.class, needed -> {
                assertThat(needed.approvals()).isEqualTo(2);
                assertThat(needed.ownSignature()).isTrue();
            });
        }
    }

    @Test
    void aPolicyMayHoldForADatabaseAndForANight() {
        Policies policies = new Policies(List.of(policy(List.of("app*"), NIGHTS)));
        assertThat(policies.requirement(DROP, NIGHT)).isInstanceOf(Requirement.Automatic.class);
        assertThat(policies.requirement(DROP, DAY)).isInstanceOf(Requirement.Approvals.class);
        PolicySubject elsewhere =
                new PolicySubject(DROP.risk(), DROP.action(), DROP.rule(), DROP.instance(), "billing", DROP.tags());
        assertThat(policies.requirement(elsewhere, NIGHT)).isInstanceOf(Requirement.Approvals.class);
    }

    @Test
    void itIsSaidWhyAPolicyDoesNotMatch_upToTheOneThatDecides() {
        Policies policies = new Policies(List.of(
                policy(List.of("app*"), NIGHTS),
                policy(List.of("billing"), null),
                ApprovalPolicy.of("rest", List.of(), Effect.REQUIRE, 1),
                ApprovalPolicy.of("never seen", List.of(), Effect.FORBID, 1)));
        assertThat(policies.looks(DROP, DAY))
                .satisfiesExactly(
                        nights -> assertThat(nights.mismatch()).contains("applies next at 2026-11-20T21:00:00Z"),
                        billing -> assertThat(billing.mismatch()).contains("databases [billing]", "'app'"),
                        rest -> {
                            assertThat(rest.policy()).isEqualTo("rest");
                            assertThat(rest.mismatch()).isNull();
                        });
        assertThat(new Policies(List.of()).looks(DROP, DAY))
                .singleElement()
                .satisfies(look -> assertThat(look.policy()).isEqualTo(Policies.DEFAULT_NAME));
    }

    private static ApprovalPolicy policy(List<String> databases, @Nullable Hours during) {
        return new ApprovalPolicy(
                "p",
                List.of(),
                List.of("drop-*"),
                List.of("index.*"),
                List.of("orders-*"),
                Map.of("env", "prod"),
                databases,
                during,
                Effect.AUTO_APPROVE,
                1,
                List.of(),
                null);
    }
}
