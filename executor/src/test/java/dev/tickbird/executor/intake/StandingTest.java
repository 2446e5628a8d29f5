package dev.tickbird.executor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.executor.Approvals;
import dev.tickbird.executor.Keys;
import dev.tickbird.executor.Orders;
import dev.tickbird.executor.Samples;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The executor believes a standing approval only as far as its approver signed it. */
class StandingTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Action ANALYZE = new Analyze("public", "t");
    private static final String LIMITS =
            "instances:\n  orders: {actions: [analyze, vacuum, reindex-index, refresh-materialized-view,"
                    + " terminate-backend], highestRisk: high}\n";

    private final Keys keys = Keys.make();
    private final MovableClock clock = MovableClock.at(NOW);
    private final Map<String, StandingApproval> onTheTopic = new HashMap<>();
    private final StandingApproval standing = stand(Approvals.standing(NOW, 10));
    private FleetPolicy policy = FleetPolicy.EMPTY.withRevision(1);
    private String trust = keys.trustFile();

    @Test
    void accepts_whatIsWithinTheBounds() {
        assertThat(judge(order(ANALYZE, standing))).isInstanceOf(IntakeVerdict.Accepted.class);
        assertThat(judge(order(new Vacuum("public", "other", List.of()), standing)))
                .isInstanceOf(IntakeVerdict.Accepted.class);
    }

    @Test
    void refuses_whatIsOutOfABound() {
        assertRefused(b -> b.with("instances", List.of("billing-*")), "it does not cover the instance orders");
        assertRefused(b -> b.with("tags", Map.of("env", "prod")), "it covers instances with the tags {env=prod} only");
        assertRefused(b -> b.with("databases", List.of("shop")), "it does not cover the database app");
        assertRefused(b -> b.with("actions", List.of("vacuum")), "it does not cover analyze");
        assertRefused(b -> b.with("objects", List.of("public.orders")), "it does not cover public.t");
        stand(standing);
        assertThat(reason(order(new Analyze("private", "t"), standing))).contains("it does not cover private.t");
        StandingApproval low =
                changed(b -> b.with("actions", List.of("reindex-index")).with("highestRisk", "low"));
        assertThat(reason(order(new ReindexIndex("public", "i", "t"), stand(low))))
                .contains("it covers no more than low risk");
        stand(standing);
        assertThat(reason(order(
                        new TerminateBackend("app", new BackendIdentity(7, NOW, NOW, NOW, "idle in transaction")),
                        standing)))
                .contains("it does not cover terminate-backend");
    }

    @Test
    void refuses_whenItsTimeIsOver() {
        assertThat(judge(order(ANALYZE, standing))).isInstanceOf(IntakeVerdict.Accepted.class);
        clock.advance(Duration.ofDays(30));
        assertThat(reason(order(ANALYZE, standing))).contains("it ended at 2026-12-20T09:00:00Z");
    }

    @Test
    void refuses_whatWasRevokedOrErased_orIsAnotherOfThatName() {
        onTheTopic.clear();
        assertThat(reason(order(ANALYZE, standing))).contains("was revoked, or is not on the topic config");
        stand(changed(b -> b.with("objects", List.of("public.t"))));
        assertThat(reason(order(ANALYZE, standing))).contains("was revoked, or is not on the topic config");
    }

    @Test
    void refuses_anotherKey() {
        assertThat(reason(order(ANALYZE, "ann", Approvals.signed(standing, keys.bob()))))
                .contains("is of ann, signed with the key of bob");
        assertThat(reason(order(ANALYZE, "bob", Approvals.signed(standing, keys.ann()))))
                .contains("is of ann, signed with the key of ann");
        assertThat(reason(order(ANALYZE, "ann", Approvals.signed(standing, SigningKey.generate()))))
                .contains("no trusted key");
        assertThat(reason(order(ANALYZE, "ann", Approvals.signed(standing, keys.console()))))
                .contains("may not sign this");
        assertThat(reason(order(ANALYZE, "ann", Approvals.signed(standing, keys.engine()))))
                .contains("may not sign this");
        trust = trust.replace("owner: ann\n", "owner: ann\n    revoked: true\n");
        assertThat(reason(order(ANALYZE, standing))).contains("revoked");
    }

    @Test
    void refuses_whatTheScopeOfTheKeyDoesNotCover() {
        trust = trust.replace(
                "owner: ann\n    scope: {highestRisk: high}", "owner: ann\n    scope: {actions: [vacuum]}");
        assertThat(reason(order(ANALYZE, standing))).contains("the key's scope does not cover analyze");
    }

    @Test
    void refuses_aForgedBound() {
        String jws = Approvals.signed(standing, keys.ann());
        StandingApproval wider = changed(b -> b.with("objects", List.of("*")));
        stand(wider);
        String other = Approvals.signed(wider, keys.bob());
        String forged = jws.substring(0, jws.indexOf('.'))
                + other.substring(other.indexOf('.'), other.lastIndexOf('.'))
                + jws.substring(jws.lastIndexOf('.'));
        assertThat(reason(order(ANALYZE, "ann", forged))).contains("does not fit");
    }

    @Test
    void refuses_aDecisionAboutAnotherInstanceOrDigest() {
        Order.Run here = order(ANALYZE, standing);
        Order.Run other = order(new Analyze("public", "other"), standing);
        assertThat(reason(Orders.with(other, here.decisions(), 1))).contains("it is about another action");
    }

    @Test
    void onePersonIsOneApproval_howeverOftenTheyApprovedAhead() {
        policy = twoMustApprove();
        StandingApproval again = stand(Approvals.standing(NOW, 5));
        Order.Run order = order(ANALYZE, standing);
        Order.Run twice = Orders.with(
                order,
                List.of(
                        Approvals.decision(order, "ann", Approvals.signed(standing, keys.ann())),
                        Approvals.decision(order, "ann", Approvals.signed(again, keys.ann()))),
                2);
        assertThat(reason(twice)).contains("it has 1 approvals by different deciders and needs 2");
        StandingApproval bobs = stand(
                changed(b -> b.with("by", "bob").with("id", UUID.randomUUID().toString())));
        Order.Run both = Orders.with(
                order,
                List.of(
                        Approvals.decision(order, "ann", Approvals.signed(standing, keys.ann())),
                        Approvals.decision(order, "bob", Approvals.signed(bobs, keys.bob()))),
                2);
        assertThat(judge(both)).isInstanceOf(IntakeVerdict.Accepted.class);
    }

    @Test
    void aPolicyThatForbidsWins() {
        policy = FleetPolicy.of(1, List.of(rule(Effect.FORBID, 1)), List.of(), null);
        assertThat(reason(order(ANALYZE, standing))).contains("forbids it");
    }

    /** Whatever is drawn: accepted is exactly what every bound allows, told by other means than the product's. */
    @Test
    void acceptsExactlyWhatIsWithinAllBounds() {
        long seed = Long.getLong("tickbird.seed", 20_261_121L);
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 400; i++) {
            boolean instance = random.nextInt(6) > 0;
            boolean tag = random.nextInt(6) > 0;
            boolean database = random.nextInt(6) > 0;
            boolean type = random.nextInt(6) > 0;
            boolean object = random.nextInt(6) > 0;
            boolean there = random.nextInt(6) > 0;
            boolean own = random.nextInt(6) > 0;
            boolean refresh = random.nextBoolean();
            boolean risk = !refresh || random.nextBoolean();
            Action action = refresh ? new RefreshMaterializedView("public", "v", false) : new Analyze("public", "t");
            String name = refresh ? "refresh-materialized-view" : "analyze";
            StandingApproval drawn = changed(b -> b.with("instances", List.of(instance ? "or?ers" : "order"))
                    .with("tags", Map.of("env", tag ? "test" : "tes"))
                    .with("databases", List.of("x", database ? "*p" : "ap"))
                    .with("actions", List.of(type ? name : "vacuum"))
                    .with("objects", List.of("sales.*", object ? "public.?" : "public."))
                    .with("highestRisk", risk ? "medium" : "low"));
            onTheTopic.clear();
            if (there) {
                stand(drawn);
            }
            IntakeVerdict verdict = judge(order(action, "ann", Approvals.signed(drawn, own ? keys.ann() : keys.bob())));
            boolean within = instance && tag && database && type && object && there && own && risk;
            assertThat(verdict instanceof IntakeVerdict.Accepted)
                    .as("case %s of seed %s: %s", i, seed, drawn)
                    .isEqualTo(within);
            accepted += within ? 1 : 0;
        }
        assertThat(accepted).isBetween(20, 380);
    }

    private void assertRefused(UnaryOperator<Bounds> change, String words) {
        assertThat(reason(order(ANALYZE, stand(changed(change))))).contains(words);
    }

    /** The fields of a standing approval, to be changed by name. */
    private record Bounds(Map<String, Object> fields) {
        Bounds with(String field, Object value) {
            Map<String, Object> changed = new HashMap<>(fields);
            changed.put(field, value);
            return new Bounds(changed);
        }
    }

    @SuppressWarnings("unchecked")
    private StandingApproval changed(UnaryOperator<Bounds> change) {
        Map<String, Object> fields = Codec.mapper().convertValue(standing, Map.class);
        return Codec.mapper().convertValue(change.apply(new Bounds(fields)).fields(), StandingApproval.class);
    }

    private StandingApproval stand(StandingApproval approval) {
        onTheTopic.put(approval.id(), approval);
        return approval;
    }

    private Order.Run order(Action action, StandingApproval approval) {
        return order(action, "ann", Approvals.signed(approval, keys.ann()));
    }

    private Order.Run order(Action action, String who, String jws) {
        return Approvals.resting(Orders.run(action, Samples.target(), clock.instant()), who, jws);
    }

    private String reason(Order.Run order) {
        IntakeVerdict verdict = judge(order);
        assertThat(verdict).isInstanceOf(IntakeVerdict.Refused.class);
        return ((IntakeVerdict.Refused) verdict).reason();
    }

    private IntakeVerdict judge(Order.Run order) {
        byte[] value = Codec.encode(new Signed(keys.console().sign(Codec.encode(order), Order.JWS_TYPE)));
        Limits limits = StrictYaml.parse(LIMITS, "executor.yml", Limits.class);
        TrustedKeys trusted = TrustedKeys.parse(trust, "trust.yml", clock);
        return new Intake(trusted, limits, "here").judge("orders", value, fleet(), any -> false, clock.instant());
    }

    private static FleetPolicy twoMustApprove() {
        return FleetPolicy.of(1, List.of(rule(Effect.REQUIRE, 2)), List.of(), null);
    }

    private static ApprovalPolicy rule(Effect effect, int approvals) {
        return ApprovalPolicy.of("p", List.of(Risk.LOW), effect, approvals);
    }

    private Fleet fleet() {
        return new Fleet() {
            @Override
            public Optional<TargetSpec> target(InstanceId instance) {
                return Optional.of(Samples.spec(Mode.EXECUTE));
            }

            @Override
            public List<TargetSpec> cluster(String cluster) {
                return List.of();
            }

            @Override
            public FleetPolicy policy() {
                return policy;
            }

            @Override
            public Optional<StandingApproval> standing(String id) {
                return Optional.ofNullable(onTheTopic.get(id));
            }

            @Override
            public List<Pause> pauses() {
                return List.of();
            }
        };
    }
}
