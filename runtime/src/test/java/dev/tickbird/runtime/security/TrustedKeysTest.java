package dev.tickbird.runtime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.security.VerifyResult.Reason;
import dev.tickbird.runtime.security.VerifyResult.Refused;
import dev.tickbird.runtime.security.VerifyResult.Verified;
import dev.tickbird.schemas.common.Risk;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrustedKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String TYPE = "tickbird-order";
    private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    private final SigningKey key = SigningKey.generate();
    private final TrustedKeys trusted =
            trusting(TrustedKeys.own(key, KeyPurpose.CONSOLE, "console", KeyScope.UNLIMITED));

    @Test
    void acceptsATrustedSignatureAndSaysWhoseItIs() {
        VerifyResult result = trusted.verify(key.sign(PAYLOAD, TYPE), TYPE, Set.of(KeyPurpose.CONSOLE));
        assertThat(result).isInstanceOfSatisfying(Verified.class, verified -> {
            assertThat(verified.bytes()).isEqualTo(PAYLOAD);
            assertThat(verified.key().owner()).isEqualTo("console");
        });
    }

    @Test
    void refusesNoAlgorithm() {
        String forged = encoded("{\"alg\":\"none\",\"typ\":\"" + TYPE + "\",\"kid\":\"" + key.id() + "\"}") + "."
                + encoded("{}") + ".";
        assertThat(reason(forged)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesTheSharedSecretMadeOfThePublicKey() throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType(TYPE))
                .keyID(key.id())
                .build();
        JWSObject forged = new JWSObject(header, new Payload(PAYLOAD));
        forged.sign(new MACSigner(key.publicKey().toECPublicKey().getEncoded()));
        assertThat(reason(forged.serialize())).isEqualTo(Reason.WRONG_ALGORITHM);
    }

    @Test
    void refusesAnUnknownKeyEvenIfTheHeaderBringsIt() {
        assertThat(reason(SigningKey.generate().sign(PAYLOAD, TYPE))).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void refusesAnotherKeysSignatureUnderATrustedId() {
        String[] good = key.sign(PAYLOAD, TYPE).split("\\.", -1);
        String[] other = SigningKey.generate().sign(PAYLOAD, TYPE).split("\\.", -1);
        assertThat(reason(good[0] + "." + good[1] + "." + other[2])).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(reason(good[0] + "." + encoded("{\"a\":2}") + "." + good[2])).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void refusesAGoodSignatureOfAnotherTypeOrPurpose() {
        assertThat(reason(key.sign(PAYLOAD, "tickbird-decision"))).isEqualTo(Reason.WRONG_TYPE);
        VerifyResult result =
                trusted.verify(key.sign(PAYLOAD, TYPE), TYPE, Set.of(KeyPurpose.FLEET, KeyPurpose.APPROVER));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.WRONG_PURPOSE));
    }

    @Test
    void respectsRevocationAndValidity() {
        assertThat(reasonWhen(null, null, true)).isEqualTo(Reason.REVOKED);
        assertThat(reasonWhen(NOW.plusSeconds(1), null, false)).isEqualTo(Reason.NOT_YET_VALID);
        assertThat(reasonWhen(null, NOW, false)).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void refusesWhatIsNoSignature() {
        assertThat(List.of("", "x", "a.b.c", "....", "{}"))
                .allSatisfy(text -> assertThat(reason(text)).isEqualTo(Reason.MALFORMED));
    }

    @Test
    void readsATrustFile() {
        TrustedKeys read = TrustedKeys.parse("""
                keys:
                  - owner: ann
                    purpose: approver
                    key: %s
                    validUntil: 2027-01-01T00:00:00Z
                    scope: {tags: {team: shop}, actions: [drop-index], highestRisk: high}
                """.formatted(key.publicJwk()), "trust.yml", InstantSource.fixed(NOW));
        TrustedKey ann = read.all().iterator().next();
        assertThat(ann.id()).isEqualTo(key.id());
        assertThat(ann.scope().covers(Map.of("team", "shop", "x", "y"), "drop-index", Risk.HIGH))
                .isTrue();
        assertThat(ann.scope().covers(Map.of(), "drop-index", Risk.LOW)).isFalse();
        assertThat(ann.scope().covers(Map.of("team", "shop"), "reindex", Risk.LOW))
                .isFalse();
    }

    @Test
    void refusesAPrivateKeyAndATwinInATrustFile() {
        assertThatThrownBy(() -> parse(key.privateJwk(), key.privateJwk()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("private half")
                .hasMessageNotContaining(key.privateJwk());
        assertThatThrownBy(() -> parse(key.publicJwk(), key.publicJwk())).hasMessageContaining("trusted twice");
    }

    private static TrustedKeys parse(String first, String second) {
        String entry = "  - {owner: o, purpose: fleet, key: %s}\n";
        return TrustedKeys.parse(
                "keys:\n" + entry.formatted(first) + entry.formatted(second), "trust.yml", InstantSource.fixed(NOW));
    }

    private Reason reasonWhen(@Nullable Instant from, @Nullable Instant until, boolean revoked) {
        TrustedKey limited = new TrustedKey(
                key.id(),
                key.publicKey(),
                KeyPurpose.CONSOLE,
                "console",
                from,
                until,
                revoked,
                KeyScope.UNLIMITED,
                null);
        return reason(trusting(limited), key.sign(PAYLOAD, TYPE));
    }

    private Reason reason(String jws) {
        return reason(trusted, jws);
    }

    private static Reason reason(TrustedKeys keys, String jws) {
        return switch (keys.verify(jws, TYPE)) {
            case Refused refused -> refused.reason();
            case Verified verified -> throw new AssertionError("accepted " + verified.payload());
        };
    }

    private static TrustedKeys trusting(TrustedKey key) {
        return new TrustedKeys(List.of(key), InstantSource.fixed(NOW));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
