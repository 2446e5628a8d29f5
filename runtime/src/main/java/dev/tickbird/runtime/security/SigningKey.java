package dev.tickbird.runtime.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.tickbird.runtime.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A private ES256 key of our own. Its text form never shows it. Safe for use by many threads. */
public final class SigningKey {

    private final ECKey key;
    private final String id;

    private SigningKey(ECKey key) {
        this.key = key;
        this.id = TrustedKey.thumbprint(key);
    }

    public static SigningKey generate() {
        try {
            return new SigningKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make P-256 keys", e);
        }
    }

    /** Reads a JWK (JSON), or PEM with the blocks PRIVATE KEY and PUBLIC KEY. */
    public static SigningKey load(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigurationException("The key file " + file + " cannot be read: " + e.getMessage(), e);
        }
        ECKey key = text.stripLeading().startsWith("{")
                ? PrivateKeyText.fromJwk(text, file)
                : PrivateKeyText.fromPem(text, file);
        SigningKey signing = new SigningKey(key);
        signing.requireMatchingHalves(file);
        return signing;
    }

    private void requireMatchingHalves(Path file) {
        try {
            JWSObject probe = signed("probe".getBytes(StandardCharsets.UTF_8), "probe");
            if (probe.verify(new ECDSAVerifier(key.toPublicJWK()))) {
                return;
            }
        } catch (JOSEException e) {
            throw new ConfigurationException("The key file " + file + " cannot be used: " + e.getMessage(), e);
        }
        throw new ConfigurationException("The private and the public key in " + file + " do not belong together");
    }

    /** The key id that signatures carry: the RFC 7638 thumbprint. */
    public String id() {
        return id;
    }

    /** The public half as JWK JSON, for a trust file. */
    public String publicJwk() {
        return key.toPublicJWK().toJSONString();
    }

    ECKey publicKey() {
        return key.toPublicJWK();
    }

    /** The private half too: for key files only. */
    String privateJwk() {
        return key.toJSONString();
    }

    /** A compact JWS over the payload. The type says what the payload is, so that it cannot pass for something else. */
    public String sign(byte[] payload, String type) {
        try {
            return signed(payload, type).serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("Signing failed: " + e.getMessage(), e);
        }
    }

    private JWSObject signed(byte[] payload, String type) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(id)
                .type(new JOSEObjectType(type))
                .build();
        JWSObject object = new JWSObject(header, new Payload(payload));
        object.sign(new ECDSASigner(key));
        return object;
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
