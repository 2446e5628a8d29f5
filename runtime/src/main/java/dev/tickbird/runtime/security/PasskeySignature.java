package dev.tickbird.runtime.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.Base64URL;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import dev.tickbird.schemas.common.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A passkey's signature in the compact form of a JWS: the header holds what the browser and the authenticator said, the payload is
 * what was asked about, and the challenge that the authenticator signed is the hash of the payload and its type.
 */
public final class PasskeySignature {
    /** Not a JWS algorithm: what reads only JWS refuses it. */
    static final JWSAlgorithm ALGORITHM = new JWSAlgorithm("webauthn");

    private static final String CLIENT_DATA = "clientDataJSON";
    private static final String AUTHENTICATOR_DATA = "authenticatorData";
    private static final WebAuthnManager MANAGER = WebAuthnManager.createNonStrictWebAuthnManager();

    private PasskeySignature() {}

    /**
     * What a browser returned.
     *
     * @param credential the credential's id, base64url as all of them
     */
    public record Assertion(String credential, String clientDataJson, String authenticatorData, String signature) {}

    /** What the authenticator has to sign: SHA-256 over the type, a zero byte and the payload. */
    public static byte[] challenge(byte[] payload, String type) {
        MessageDigest digest = StableId.sha256();
        digest.update(type.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return digest.digest(payload);
    }

    /** The compact form, under the id of the trusted key. */
    public static String compact(TrustedKey key, String type, byte[] payload, Assertion assertion) {
        JWSHeader header = new JWSHeader.Builder(ALGORITHM)
                .keyID(key.id())
                .type(new JOSEObjectType(type))
                .customParam(CLIENT_DATA, assertion.clientDataJson())
                .customParam(AUTHENTICATOR_DATA, assertion.authenticatorData())
                .build();
        return header.toBase64URL() + "." + Base64URL.encode(payload) + "." + assertion.signature();
    }

    /** Why the authenticator's signature does not fit; empty when it does. */
    static Optional<String> objection(JWSObject object, TrustedKey key, Passkey passkey) {
        try {
            byte[] credential = Base64URL.from(passkey.credential()).decode();
            EC2COSEKey cose = EC2COSEKey.create(key.publicKey().toECPublicKey(), COSEAlgorithmIdentifier.ES256);
            String type = object.getHeader().getType().getType();
            ServerProperty server = new ServerProperty(
                    passkey.origins().stream().map(Origin::new).collect(Collectors.toSet()),
                    passkey.relyingParty(),
                    new DefaultChallenge(challenge(object.getPayload().toBytes(), type)));
            // No counter is kept: executors hold no state of keys, and synchronised passkeys count nothing.
            CredentialRecord authenticator = new CredentialRecordImpl(
                    new NoneAttestationStatement(),
                    null,
                    null,
                    null,
                    0,
                    new AttestedCredentialData(AAGUID.ZERO, credential, cose),
                    new AuthenticationExtensionsAuthenticatorOutputs<>(),
                    null,
                    null,
                    null);
            var _ = MANAGER.verify(
                    new AuthenticationRequest(
                            credential,
                            bytes(object, AUTHENTICATOR_DATA),
                            bytes(object, CLIENT_DATA),
                            object.getSignature().decode()),
                    new AuthenticationParameters(server, authenticator, List.of(credential), true, true));
            return Optional.empty();
        } catch (VerificationException | DataConversionException | IllegalArgumentException | JOSEException e) {
            return Optional.of(e.getClass().getSimpleName());
        }
    }

    private static byte[] bytes(JWSObject object, String parameter) {
        Object value = object.getHeader().getCustomParam(parameter);
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException(parameter + " is missing");
        }
        return Base64URL.from(text).decode();
    }
}
