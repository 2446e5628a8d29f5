package dev.tickbird.console.app;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.PasskeySignature;
import dev.tickbird.runtime.security.PasskeySignature.Assertion;
import dev.tickbird.runtime.security.TrustedKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.DecisionClaims;
import dev.tickbird.schemas.wire.CanonicalJson;
import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** What is asked of a person's passkey, and what comes back. The console keeps no passkeys: the trust files do. */
public final class PasskeyDesk {
    private static final WebAuthnManager MANAGER = WebAuthnManager.createNonStrictWebAuthnManager();
    private static final List<PublicKeyCredentialParameters> ES256 = List.of(
            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256));

    private final TrustedKeys trusted;
    private final InstantSource clock;

    PasskeyDesk(TrustedKeys trusted, InstantSource clock) {
        this.trusted = trusted;
        this.clock = clock;
    }

    /** Asks for the signature under a decision; only passkeys made for the page's domain can answer. */
    public PasskeyQuestion question(Decision decision, String by, URI page) {
        List<TrustedKey> usable = at(by, page);
        if (usable.isEmpty()) {
            throw new Refused(
                    Refused.Why.CONFLICT,
                    "the trust file has no passkey of " + by + " for " + origin(page)
                            + ": register one under 'Your keys', or sign with tickbird approve",
                    null);
        }
        byte[] challenge = PasskeySignature.challenge(CanonicalJson.bytes(decision.claims()), DecisionClaims.JWS_TYPE);
        return new PasskeyQuestion(
                decision,
                Base64URL.encode(challenge).toString(),
                Objects.requireNonNull(usable.getFirst().passkey()).relyingParty(),
                usable.stream()
                        .map(key -> Objects.requireNonNull(key.passkey()).credential())
                        .toList());
    }

    /** The decision under what the authenticator signed. Whether that counts is seen where every signature is looked at. */
    public Decision signed(Decision decision, Assertion assertion) {
        TrustedKey key = trusted.passkey(assertion.credential())
                .orElseThrow(() -> new Refused(
                        Refused.Why.FORBIDDEN, "the trust file does not have this passkey", "passkey.credential"));
        return decision.withSignature(PasskeySignature.compact(
                key, DecisionClaims.JWS_TYPE, CanonicalJson.bytes(decision.claims()), assertion));
    }

    /** Whether a person has a passkey that may sign on that page now. */
    public boolean usable(String owner, URI page) {
        return !at(owner, page).isEmpty();
    }

    private List<TrustedKey> at(String owner, URI page) {
        return passkeys(owner).stream()
                .filter(key -> Objects.requireNonNull(key.passkey()).origins().contains(origin(page)))
                .toList();
    }

    private List<TrustedKey> passkeys(String owner) {
        return keys(owner).stream().filter(key -> key.passkey() != null).toList();
    }

    /** The keys of a person, in files and in authenticators, whose signatures count now. */
    public List<TrustedKey> keys(String owner) {
        Instant now = clock.instant();
        return trusted.all().stream()
                .filter(key -> key.purpose() == KeyPurpose.APPROVER)
                .filter(key -> key.owner().equals(owner) && !key.revoked())
                .filter(key -> key.validUntil() == null || now.isBefore(key.validUntil()))
                .toList();
    }

    /**
     * The lines for the trust files that make a new passkey count. Nothing is kept here: who keeps those files decides.
     *
     * @param clientData what the browser said, base64url
     * @param attestation what the authenticator said, base64url
     */
    public String entry(String owner, URI page, byte[] challenge, String clientData, String attestation) {
        String domain = page.getHost();
        ServerProperty server = new ServerProperty(new Origin(origin(page)), domain, new DefaultChallenge(challenge));
        try {
            RegistrationData made = MANAGER.verify(
                    new RegistrationRequest(
                            Base64URL.from(attestation).decode(),
                            Base64URL.from(clientData).decode()),
                    new RegistrationParameters(server, ES256, true, true));
            AttestedCredentialData credential =
                    Objects.requireNonNull(Objects.requireNonNull(made.getAttestationObject())
                            .getAuthenticatorData()
                            .getAttestedCredentialData());
            EC2COSEKey cose = (EC2COSEKey) credential.getCOSEKey();
            ECKey key =
                    new ECKey.Builder(Curve.P_256, (ECPublicKey) Objects.requireNonNull(cose.getPublicKey())).build();
            return "  - purpose: approver\n    owner: \"" + owner + "\"\n    key: " + key.toJSONString()
                    + "\n    passkey: {credential: " + Base64URL.encode(credential.getCredentialId())
                    + ", relyingParty: " + domain + ", origins: [\"" + origin(page)
                    + "\"]}\n    scope: {highestRisk: high}\n";
        } catch (VerificationException | DataConversionException | ClassCastException e) {
            throw new Refused(
                    Refused.Why.INVALID,
                    "the passkey cannot be used here (" + e.getClass().getSimpleName() + "): try another authenticator",
                    "attestation");
        }
    }

    /** The page's address without its path. */
    static String origin(URI page) {
        return page.getScheme() + "://" + page.getAuthority();
    }
}
