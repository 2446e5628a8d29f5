package dev.tickbird.executor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.executor.Keys;
import dev.tickbird.executor.Orders;
import dev.tickbird.executor.Samples;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.security.PasskeySignature;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.runtime.security.VerifyResult.Reason;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.DecisionClaims;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.wire.CanonicalJson;
import dev.tickbird.testkit.SoftPasskey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The executor itself verifies what an approver's authenticator signed: no console can approve in their place. */
class PasskeyTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String PAGE = "https://tickbird.example.com";
    private static final String TYPE = DecisionClaims.JWS_TYPE;

    private final SoftPasskey passkey = SoftPasskey.make("tickbird.example.com", PAGE);
    private final TrustedKeys trusted = TrustedKeys.parse(
            "keys:\n" + passkey.trustEntry("ann") + "    scope: {highestRisk: high}\n",
            "trust.yml",
            InstantSource.fixed(NOW));
    private final Decision decision = decision("one");

    @Test
    void whatThePersonConfirmedCounts_asTheirs() {
        assertThat(trusted.verify(signed(passkey, decision), TYPE))
                .isInstanceOfSatisfying(VerifyResult.Verified.class, verified -> {
                    assertThat(verified.key().owner()).isEqualTo("ann");
                    assertThat(verified.bytes()).isEqualTo(CanonicalJson.bytes(decision.claims()));
                });
    }

    @Test
    void aConsoleThatPutsAnotherDecisionUnderItIsRefused() {
        byte[] asked = PasskeySignature.challenge(CanonicalJson.bytes(decision.claims()), TYPE);
        byte[] other = CanonicalJson.bytes(decision("two").claims());
        assertThat(reason(compact(other, TYPE, passkey.asserted(asked)))).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(reason(compact(other, TYPE, passkey.asserted(new byte[32])))).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void oneTypeDoesNotPassForAnother() {
        byte[] payload = CanonicalJson.bytes(decision.claims());
        byte[] asked = PasskeySignature.challenge(payload, TYPE);
        String moved = compact(payload, StandingApproval.JWS_TYPE, passkey.asserted(asked));
        assertThat(trusted.verify(moved, StandingApproval.JWS_TYPE))
                .isInstanceOfSatisfying(
                        VerifyResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_SIGNATURE));
        assertThat(reason(moved)).isEqualTo(Reason.WRONG_TYPE);
    }

    @Test
    void anotherPageAnotherDomainOrNobodyThereIsRefused() {
        assertThat(reason(signed(passkey.on("tickbird.example.com", "https://evil.example.com"), decision)))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(reason(signed(passkey.on("example.com", PAGE), decision))).isEqualTo(Reason.BAD_SIGNATURE);
        byte[] payload = CanonicalJson.bytes(decision.claims());
        byte[] asked = PasskeySignature.challenge(payload, TYPE);
        assertThat(reason(compact(payload, TYPE, passkey.asserted(asked, 0x01))))
                .as("somebody was there, but it was not shown who")
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(reason(compact(payload, TYPE, passkey.asserted(asked, 0x04))))
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void anotherKeyAndAnotherWayOfSigningAreRefused() {
        SoftPasskey stranger = SoftPasskey.make("tickbird.example.com", PAGE);
        assertThat(reason(signed(stranger, decision))).isEqualTo(Reason.BAD_SIGNATURE);
        SigningKey file = SigningKey.generate();
        TrustedKeys files = TrustedKeys.parse(
                "keys:\n" + Keys.entry(file, "approver", "ann", ""), "trust.yml", InstantSource.fixed(NOW));
        String asserted = signed(passkey, decision);
        String swapped = asserted.replace(asserted.substring(0, asserted.indexOf('.')), header(file.id()));
        assertThat(files.verify(swapped, TYPE))
                .isInstanceOfSatisfying(
                        VerifyResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.WRONG_ALGORITHM));
    }

    @Test
    void anEntryThatCannotBeRightIsRefusedWithItsField() {
        String entry = passkey.trustEntry("ann");
        assertThatThrownBy(() -> parse(entry.replace(PAGE, "http://tickbird.example.com")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("passkey.origins");
        assertThatThrownBy(() -> parse(entry.replace("purpose: approver", "purpose: console")))
                .hasMessageContaining("its purpose is approver");
        assertThatThrownBy(() -> parse(entry.replace(passkey.credential(), "\"§§\"")))
                .hasMessageContaining("passkey.credential");
    }

    private static TrustedKeys parse(String entry) {
        return TrustedKeys.parse("keys:\n" + entry, "trust.yml", InstantSource.fixed(NOW));
    }

    private String header(String id) {
        String text = "{\"alg\":\"webauthn\",\"typ\":\"" + TYPE + "\",\"kid\":\"" + id + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Reason reason(String signature) {
        return switch (trusted.verify(signature, TYPE)) {
            case VerifyResult.Refused refused -> refused.reason();
            case VerifyResult.Verified verified -> throw new AssertionError("accepted " + verified.payload());
        };
    }

    private String signed(SoftPasskey by, Decision what) {
        byte[] payload = CanonicalJson.bytes(what.claims());
        return compact(payload, TYPE, by.asserted(PasskeySignature.challenge(payload, TYPE)));
    }

    private String compact(byte[] payload, String type, SoftPasskey.Assertion said) {
        return PasskeySignature.compact(
                trusted.passkey(passkey.credential()).orElseThrow(),
                type,
                payload,
                new PasskeySignature.Assertion(
                        said.credential(), said.clientDataJson(), said.authenticatorData(), said.signature()));
    }

    private static Decision decision(String table) {
        Order.Run order = Orders.run(new Vacuum("public", table, List.of()), Samples.target(), NOW);
        return Orders.decision(order, "ann", PrincipalKind.PERSON, null);
    }
}
