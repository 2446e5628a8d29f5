package dev.tickbird.executor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.tickbird.executor.Keys;
import dev.tickbird.executor.Orders;
import dev.tickbird.executor.Samples;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.execution.ActionState;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Action VACUUM = new Vacuum("public", "t", List.of());
    private static final Action TERMINATE =
            new TerminateBackend("app", new BackendIdentity(7, NOW, NOW, NOW, "idle in transaction"));
    private static final String ALL =
            "instances:\n  orders: {actions: [vacuum, terminate-backend, drop-index, drop-replication-slot],"
                    + " highestRisk: high}\n";

    private final Keys keys = Keys.make();
    private final MovableClock clock = MovableClock.at(NOW);
    private final Set<ActionId> known = new HashSet<>();
    private Mode mode = Mode.EXECUTE;
    private FleetPolicy policy = FleetPolicy.EMPTY.withRevision(1);
    private String limits = ALL;
    private String trust = keys.trustFile();

    @Test
    void accepts_whatAPersonApproved() {
        assertThat(judge(order(VACUUM))).isInstanceOf(IntakeVerdict.Accepted.class);
    }

    @Test
    void buries_withoutASignatureOfTheConsole() {
        byte[] payload = Codec.encode(order(VACUUM));
        assertThat(dead(keys.fleet().sign(payload, Order.JWS_TYPE))).isEqualTo("signature-wrong-purpose");
        assertThat(dead(SigningKey.generate().sign(payload, Order.JWS_TYPE))).isEqualTo("signature-unknown-key");
        assertThat(dead(keys.console().sign(payload, "tickbird-target"))).isEqualTo("signature-wrong-type");
        assertThat(dead(noAlgorithm(payload))).startsWith("signature-");
        String jws = keys.console().sign(payload, Order.JWS_TYPE);
        String other = keys.console().sign(Codec.encode(order(TERMINATE)), Order.JWS_TYPE);
        String mixed = jws.substring(0, jws.indexOf('.'))
                + other.substring(other.indexOf('.'), other.lastIndexOf('.'))
                + jws.substring(jws.lastIndexOf('.'));
        assertThat(dead(mixed)).isEqualTo("signature-bad-signature");
        assertThat(judgeBytes("{".getBytes(StandardCharsets.UTF_8))).isInstanceOf(IntakeVerdict.Dead.class);
        assertThat(judgeBytes(null)).isInstanceOf(IntakeVerdict.Dead.class);
    }

    @Test
    void buries_hmacWithThePublicKey() throws JOSEException {
        JWSObject forged = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(keys.console().id())
                        .type(new JOSEObjectType(Order.JWS_TYPE))
                        .build(),
                new Payload(Codec.encode(order(VACUUM))));
        forged.sign(new MACSigner(keys.console().publicJwk().getBytes(StandardCharsets.UTF_8)));
        assertThat(dead(forged.serialize())).isEqualTo("signature-wrong-algorithm");
    }

    @Test
    void buries_whenTheConsolesKeyIsRevokedOrExpired() {
        String jws = keys.console().sign(Codec.encode(order(VACUUM)), Order.JWS_TYPE);
        trust = "keys:\n" + Keys.entry(keys.console(), "console", "console", "    revoked: true\n");
        assertThat(dead(jws)).isEqualTo("signature-revoked");
        trust = "keys:\n" + Keys.entry(keys.console(), "console", "console", "    validUntil: 2026-11-20T08:59:00Z\n");
        assertThat(dead(jws)).isEqualTo("signature-expired");
    }

    @Test
    void refuses_outOfTheKeysScope() {
        trust = "keys:\n"
                + Keys.entry(
                        keys.console(), "console", "console", "    scope: {highestRisk: low, tags: {env: prod}}\n");
        assertThat(reason(order(VACUUM))).contains("scope of the console's key");
    }

    @Test
    void refuses_contentThatIsNotWhatWasApproved() {
        Map<String, Object> digest = tree(order(VACUUM));
        digest.put("digest", "sha256:" + "0".repeat(64));
        assertThat(reason(order(digest))).contains("digest");
        Map<String, Object> statements = tree(order(VACUUM));
        statements.put("statements", List.of("DROP TABLE public.t"));
        assertThat(reason(order(statements))).contains("statements are not those");
        Map<String, Object> risk = tree(order(TERMINATE));
        risk.put("risk", "low");
        assertThat(reason(order(risk))).contains("low risk");
        Map<String, Object> life = tree(order(VACUUM));
        life.put("expiresAt", NOW.plus(Duration.ofDays(15)).toString());
        assertThat(reason(order(life))).contains("14 days");
        Map<String, Object> future = tree(order(VACUUM));
        future.put("issuedAt", NOW.plus(Duration.ofHours(1)).toString());
        assertThat(reason(order(future))).contains("future");
    }

    @Test
    void endsExpiredOrders() {
        Map<String, Object> late = tree(order(VACUUM));
        late.put("expiresAt", NOW.minusSeconds(1).toString());
        assertThat(judge(order(late)))
                .isInstanceOfSatisfying(
                        IntakeVerdict.Refused.class,
                        refused -> assertThat(refused.state()).isEqualTo(ActionState.EXPIRED));
    }

    @Test
    void ignoresReplays() {
        Order.Run order = order(VACUUM);
        known.add(order.action());
        assertThat(judge(order)).isInstanceOf(IntakeVerdict.Ignored.class);
    }

    @Test
    void refuses_belowModeExecuteAndWhatTheLocalFileDoesNotAllow() {
        mode = Mode.PROPOSE;
        assertThat(reason(order(VACUUM))).contains("mode propose");
        mode = Mode.EXECUTE;
        limits = "instances: {}\n";
        assertThat(reason(order(VACUUM))).contains("instances:\n  orders:\n    actions: [vacuum]");
        limits = "instances:\n  orders: {actions: [analyze]}\n";
        assertThat(reason(order(VACUUM))).contains("add \"vacuum\"");
        limits = "instances:\n  orders: {actions: [terminate-backend], highestRisk: medium}\n";
        assertThat(reason(signed(TERMINATE))).contains("highestRisk to high");
    }

    @Test
    void refuses_aForgedQuorum() {
        Order.Run bare = order(VACUUM);
        assertThat(reason(Orders.with(bare, List.of(), 1))).contains("0 approvals");
        Decision ann = Orders.decision(bare, "ann", PrincipalKind.PERSON, null);
        Decision again = Orders.decision(bare, "ann", PrincipalKind.PERSON, null);
        assertThat(reason(Orders.with(bare, List.of(ann, again), 2))).contains("1 approvals by different deciders");
        Decision elsewhere = Orders.decision(order(VACUUM), "ann", PrincipalKind.PERSON, null);
        assertThat(reason(Orders.with(bare, List.of(elsewhere), 1))).contains("another action");
        Decision console = Orders.decision(bare, "console", PrincipalKind.CONSOLE, null);
        assertThat(reason(Orders.with(bare, List.of(console), 1))).contains("approves nothing");
        Decision engine = Orders.decision(bare, "airflow", PrincipalKind.ENGINE, null);
        assertThat(reason(Orders.with(bare, List.of(engine), 1))).contains("needs its signature");
        Decision real = Orders.decision(bare, "airflow", PrincipalKind.ENGINE, keys.engine());
        assertThat(judge(Orders.with(bare, List.of(real), 1))).isInstanceOf(IntakeVerdict.Accepted.class);
    }

    @Test
    void policiesApproveOnlyWhatTheSignedFleetSays() {
        Order.Run bare = order(VACUUM);
        Order.Run auto = Orders.with(bare, List.of(Orders.decision(bare, "nightly", PrincipalKind.POLICY, null)), 0);
        assertThat(reason(auto)).contains("does not approve this by itself");
        policy = policy(Effect.AUTO_APPROVE, 1, List.of(Risk.LOW));
        assertThat(judge(auto)).isInstanceOf(IntakeVerdict.Accepted.class);
        policy = policy(Effect.REQUIRE, 2, List.of());
        assertThat(reason(bare)).contains("1 approvals by different deciders and needs 2");
        policy = policy(Effect.FORBID, 1, List.of());
        assertThat(reason(bare)).contains("forbids");
        policy = policy(Effect.AUTO_APPROVE, 1, List.of());
        Order.Run high = order(TERMINATE);
        assertThat(reason(Orders.with(high, List.of(Orders.decision(high, "nightly", PrincipalKind.POLICY, null)), 1)))
                .contains("no policy approves high risk");
    }

    @Test
    void highRiskNeedsEachApproversOwnSignature() {
        assertThat(judge(signed(TERMINATE))).isInstanceOf(IntakeVerdict.Accepted.class);
        assertThat(reason(order(TERMINATE))).contains("own signature");
        Order.Run bare = order(TERMINATE);
        Decision borrowed = Orders.decision(bare, "bob", PrincipalKind.PERSON, keys.ann());
        assertThat(reason(Orders.with(bare, List.of(borrowed), 1))).contains("key of ann");
        Decision console = Orders.decision(bare, "ann", PrincipalKind.PERSON, keys.console());
        assertThat(reason(Orders.with(bare, List.of(console), 1))).contains("may not sign this");
        trust = keys.trustFile().replace("    scope: {highestRisk: high}\n", "");
        assertThat(reason(signed(TERMINATE))).contains("scope does not cover");
    }

    @Test
    void aReplicationSlotNeedsTwoPeople_whateverPolicyAndConsoleSay() {
        Action drop = new DropReplicationSlot("cdc", "physical", null, null, "0/1", null);
        policy = policy(Effect.REQUIRE, 1, List.of());
        assertThat(reason(signed(drop))).contains("1 approvals by different deciders and needs 2");
        Order.Run bare = order(drop);
        Decision ann = Orders.decision(bare, "ann", PrincipalKind.PERSON, keys.ann());
        Decision bob = Orders.decision(bare, "bob", PrincipalKind.PERSON, keys.bob());
        assertThat(judge(Orders.with(bare, List.of(ann, bob), 1))).isInstanceOf(IntakeVerdict.Accepted.class);
    }

    @Test
    void judgesAnewWhatIsQueued() {
        Order.Run order = order(VACUUM);
        String jws = keys.console().sign(Codec.encode(order), Order.JWS_TYPE);
        assertThat(reconsider(jws)).isEmpty();
        assertThat(Intake.words(jws)).contains(order);
        policy = policy(Effect.FORBID, 1, List.of());
        assertThat(reconsider(jws).orElseThrow()).contains("forbids");
        trust = "keys:\n" + Keys.entry(keys.console(), "console", "console", "    revoked: true\n");
        assertThat(reconsider(jws).orElseThrow()).contains("does not count any more");
    }

    private Optional<String> reconsider(String jws) {
        Limits parsed = StrictYaml.parse(limits, "executor.yml", Limits.class);
        return new Intake(trusted(), parsed, "here").reconsider(jws, Samples.spec(mode), fleet(), NOW);
    }

    @Test
    void leavesOtherZonesAlone() {
        Intake other = new Intake(trusted(), StrictYaml.parse(limits, "executor.yml", Limits.class), "there");
        assertThat(other.judge("orders", bytes(order(VACUUM)), fleet(), known::contains, NOW))
                .isEqualTo(new IntakeVerdict.Ignored("it is for zone here", false));
    }

    private static FleetPolicy policy(Effect effect, int approvals, List<Risk> risks) {
        ApprovalPolicy rule = new ApprovalPolicy(
                "nightly",
                risks,
                List.of(),
                List.of(),
                List.of("ord*"),
                Map.of(),
                List.of(),
                null,
                effect,
                approvals,
                List.of(),
                null);
        return FleetPolicy.of(1, List.of(rule), List.of(), null);
    }

    private static Order.Run order(Action action) {
        return Orders.run(action, Samples.target(), NOW);
    }

    private Order.Run signed(Action action) {
        Order.Run bare = order(action);
        return Orders.with(bare, List.of(Orders.decision(bare, "ann", PrincipalKind.PERSON, keys.ann())), 1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(Order.Run order) {
        return new HashMap<>((Map<String, Object>) Codec.decode(Codec.encode(order), Map.class));
    }

    private static Order.Run order(Map<String, Object> tree) {
        return (Order.Run) Codec.decode(Codec.encode(tree), Order.class);
    }

    private static String noAlgorithm(byte[] payload) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String header = "{\"alg\":\"none\",\"typ\":\"" + Order.JWS_TYPE + "\"}";
        return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "." + encoder.encodeToString(payload)
                + ".";
    }

    private String reason(Order.Run order) {
        IntakeVerdict verdict = judge(order);
        assertThat(verdict).isInstanceOf(IntakeVerdict.Refused.class);
        return ((IntakeVerdict.Refused) verdict).reason();
    }

    private String dead(String jws) {
        IntakeVerdict verdict = judgeBytes(Codec.encode(new Signed(jws)));
        assertThat(verdict).isInstanceOf(IntakeVerdict.Dead.class);
        return ((IntakeVerdict.Dead) verdict).code();
    }

    private IntakeVerdict judge(Order.Run order) {
        return judgeBytes(bytes(order));
    }

    private byte[] bytes(Order order) {
        return Codec.encode(new Signed(keys.console().sign(Codec.encode(order), Order.JWS_TYPE)));
    }

    private IntakeVerdict judgeBytes(byte @Nullable [] value) {
        Limits parsed = StrictYaml.parse(limits, "executor.yml", Limits.class);
        return new Intake(trusted(), parsed, "here").judge("orders", value, fleet(), known::contains, clock.instant());
    }

    private TrustedKeys trusted() {
        return TrustedKeys.parse(trust, "trust.yml", clock);
    }

    private Fleet fleet() {
        return new Fleet() {
            @Override
            public Optional<TargetSpec> target(InstanceId instance) {
                return instance.equals(Samples.ORDERS) ? Optional.of(Samples.spec(mode)) : Optional.empty();
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
            public List<Pause> pauses() {
                return List.of();
            }
        };
    }
}
