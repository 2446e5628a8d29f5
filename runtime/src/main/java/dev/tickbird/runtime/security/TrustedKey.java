package dev.tickbird.runtime.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import dev.tickbird.runtime.config.ConfigurationException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key whose signatures count, as the local trust file has it.
 *
 * @param id the RFC 7638 thumbprint of the key, which signatures carry as {@code kid}
 * @param owner the person, console, executor, engine or fleet repository that holds the private half
 * @param validFrom null: from the beginning
 * @param validUntil null: until it is revoked
 * @param passkey where an authenticator holds the private half; null for a key in a file
 */
public record TrustedKey(
        String id,
        ECKey publicKey,
        KeyPurpose purpose,
        String owner,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        boolean revoked,
        KeyScope scope,
        @Nullable Passkey passkey) {

    /** One entry of the trust file; {@code key} is the public JWK. */
    record Entry(
            @Nullable String id,
            Map<String, String> key,
            KeyPurpose purpose,
            String owner,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            @Nullable Boolean revoked,
            @Nullable KeyScope scope,
            @Nullable Passkey passkey) {
        Entry {
            if (key == null || key.isEmpty()) {
                throw new IllegalArgumentException("the key \"key\" is missing: put the public JWK there");
            }
            if (purpose == null) {
                throw new IllegalArgumentException("the key \"purpose\" is missing");
            }
            if (owner == null || owner.isBlank()) {
                throw new IllegalArgumentException("the key \"owner\" is missing");
            }
            if (passkey != null && purpose != KeyPurpose.APPROVER) {
                throw new IllegalArgumentException("a passkey is a person's: its purpose is approver");
            }
        }

        TrustedKey toKey() {
            ECKey publicKey = publicKey(key, owner);
            TrustedKey trusted = new TrustedKey(
                    thumbprint(publicKey),
                    publicKey,
                    purpose,
                    owner,
                    validFrom,
                    validUntil,
                    Boolean.TRUE.equals(revoked),
                    scope == null ? defaultScope(purpose) : scope,
                    passkey);
            if (id != null && !id.equals(trusted.id())) {
                throw new ConfigurationException("The trusted key of " + owner + " has the id " + id
                        + ", but the thumbprint of the key is " + trusted.id());
            }
            return trusted;
        }
    }

    /** A key for which the file states no scope covers all, unless it signs single decisions: then only low risk. */
    private static KeyScope defaultScope(KeyPurpose purpose) {
        return switch (purpose) {
            case FLEET, CONSOLE, EXECUTOR -> KeyScope.UNLIMITED;
            case APPROVER, ENGINE -> new KeyScope(Map.of(), java.util.List.of(), dev.tickbird.schemas.common.Risk.LOW);
        };
    }

    /** Why the key's signature does not count at that time; empty when it does. */
    Optional<VerifyResult.Reason> objection(Instant at) {
        if (revoked) {
            return Optional.of(VerifyResult.Reason.REVOKED);
        }
        if (validFrom != null && at.isBefore(validFrom)) {
            return Optional.of(VerifyResult.Reason.NOT_YET_VALID);
        }
        if (validUntil != null && !at.isBefore(validUntil)) {
            return Optional.of(VerifyResult.Reason.EXPIRED);
        }
        return Optional.empty();
    }

    static ECKey publicKey(Map<String, String> jwk, String owner) {
        try {
            ECKey key = ECKey.parse(Map.copyOf(jwk));
            if (key.isPrivate()) {
                throw new ConfigurationException("The trusted key of " + owner
                        + " holds its private half (d): put only the public key there, and replace the key");
            }
            if (!Curve.P_256.equals(key.getCurve())) {
                throw new ConfigurationException("The trusted key of " + owner + " is on " + key.getCurve()
                        + ": only P-256 (ES256) keys are used");
            }
            return key;
        } catch (ParseException | IllegalStateException | IllegalArgumentException e) {
            throw new ConfigurationException("The trusted key of " + owner + " is not an EC public key in JWK form", e);
        }
    }

    static String thumbprint(ECKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("A thumbprint needs SHA-256, which every Java has", e);
        }
    }
}
