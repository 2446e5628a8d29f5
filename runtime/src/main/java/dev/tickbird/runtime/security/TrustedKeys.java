package dev.tickbird.runtime.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.security.VerifyResult.Reason;
import dev.tickbird.runtime.security.VerifyResult.Refused;
import dev.tickbird.runtime.security.VerifyResult.Verified;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys whose signatures count, from a local file: never from a topic. Only ES256 is accepted, whatever a signature's
 * header claims, from a key in a file or from a passkey as the file says, and the key is found by its id among these only.
 */
public final class TrustedKeys {

    private final Map<String, TrustedKey> keys;
    private final InstantSource clock;

    public TrustedKeys(Collection<TrustedKey> keys, InstantSource clock) {
        Map<String, TrustedKey> byId = new LinkedHashMap<>();
        for (TrustedKey key : keys) {
            TrustedKey twin = byId.put(key.id(), key);
            if (twin != null) {
                throw new ConfigurationException("The key " + key.id() + " is trusted twice, as " + twin.owner()
                        + "'s and " + key.owner() + "'s: every owner and purpose needs a key of its own");
            }
        }
        this.keys = Map.copyOf(byId);
        this.clock = clock;
    }

    /** The trust file: a list of keys under {@code keys}. */
    record TrustFile(List<TrustedKey.Entry> keys) {
        TrustFile {
            if (keys == null) {
                throw new IllegalArgumentException("the key \"keys\" is missing");
            }
            keys = List.copyOf(keys);
        }
    }

    public static TrustedKeys load(Path file, InstantSource clock) {
        return of(StrictYaml.load(file, TrustFile.class), clock);
    }

    /** As {@link #load}, from text; the name stands for the file in messages. */
    public static TrustedKeys parse(String text, String name, InstantSource clock) {
        return of(StrictYaml.parse(text, name, TrustFile.class), clock);
    }

    private static TrustedKeys of(TrustFile file, InstantSource clock) {
        return new TrustedKeys(file.keys().stream().map(TrustedKey.Entry::toKey).toList(), clock);
    }

    /** The trust that a signing key of our own deserves without a file: for one process that holds all agents. */
    public static TrustedKey own(SigningKey key, KeyPurpose purpose, String owner, KeyScope scope) {
        return new TrustedKey(key.id(), key.publicKey(), purpose, owner, null, null, false, scope, null);
    }

    /** These and one of our own, which is not there twice if the file has it. */
    public TrustedKeys and(TrustedKey own) {
        if (keys.containsKey(own.id())) {
            return this;
        }
        List<TrustedKey> more = new ArrayList<>(keys.values());
        more.add(own);
        return new TrustedKeys(more, clock);
    }

    /** Whether the key with that id is among them. */
    public boolean knows(String id) {
        return keys.containsKey(id);
    }

    /** The passkey of that credential id. */
    public Optional<TrustedKey> passkey(String credential) {
        return keys.values().stream()
                .filter(key ->
                        key.passkey() != null && key.passkey().credential().equals(credential))
                .findFirst();
    }

    public Collection<TrustedKey> all() {
        return keys.values();
    }

    /** Checks a signature of any purpose as of now. */
    public VerifyResult verify(String jws, String expectedType) {
        return verify(jws, expectedType, EnumSet.allOf(KeyPurpose.class), clock.instant());
    }

    /** Checks a signature that must be of one of these purposes as of now. */
    public VerifyResult verify(String jws, String expectedType, Set<KeyPurpose> purposes) {
        return verify(jws, expectedType, purposes, clock.instant());
    }

    /** As above; the key must have been valid then, for example when the broker stamped the record. */
    public VerifyResult verify(String jws, String expectedType, Set<KeyPurpose> purposes, Instant at) {
        JWSObject object;
        try {
            object = JWSObject.parse(jws);
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            return new Refused(Reason.MALFORMED, "not a compact signature with an algorithm");
        }
        Optional<Refused> header = headerObjection(object.getHeader(), expectedType);
        if (header.isPresent()) {
            return header.get();
        }
        TrustedKey key = keys.get(object.getHeader().getKeyID());
        if (key == null) {
            return new Refused(Reason.UNKNOWN_KEY, "no trusted key has the id that the signature names");
        }
        return verify(object, key, purposes, at);
    }

    private static Optional<Refused> headerObjection(JWSHeader header, String expectedType) {
        boolean passkey = PasskeySignature.ALGORITHM.equals(header.getAlgorithm());
        if (!passkey && !JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
            return Optional.of(new Refused(Reason.WRONG_ALGORITHM, "only ES256 and passkeys' signatures count"));
        }
        if (!new JOSEObjectType(expectedType).equals(header.getType())) {
            return Optional.of(new Refused(Reason.WRONG_TYPE, "the signature is not of the type " + expectedType));
        }
        return header.getKeyID() == null
                ? Optional.of(new Refused(Reason.UNKNOWN_KEY, "the signature names no key"))
                : Optional.empty();
    }

    private static VerifyResult verify(JWSObject object, TrustedKey key, Set<KeyPurpose> purposes, Instant at) {
        Optional<Refused> misfit = misfit(object, key);
        if (misfit.isPresent()) {
            return misfit.get();
        }
        Optional<Reason> objection = key.objection(at);
        if (objection.isPresent()) {
            return new Refused(objection.get(), described(key) + " is " + word(objection.get()));
        }
        if (!purposes.contains(key.purpose())) {
            return new Refused(Reason.WRONG_PURPOSE, described(key) + " may not sign this");
        }
        return new Verified(new String(object.getPayload().toBytes(), StandardCharsets.UTF_8), key);
    }

    private static Optional<Refused> misfit(JWSObject object, TrustedKey key) {
        Passkey passkey = key.passkey();
        boolean asserted = PasskeySignature.ALGORITHM.equals(object.getHeader().getAlgorithm());
        if (asserted != (passkey != null)) {
            return Optional.of(new Refused(Reason.WRONG_ALGORITHM, "this is not how " + described(key) + " signs"));
        }
        if (passkey == null) {
            return signatureFits(object, key)
                    ? Optional.empty()
                    : Optional.of(new Refused(Reason.BAD_SIGNATURE, "the signature does not fit " + described(key)));
        }
        return PasskeySignature.objection(object, key, passkey)
                .map(why -> new Refused(
                        Reason.BAD_SIGNATURE, "the signature does not fit the passkey of " + key.owner() + ": " + why));
    }

    private static boolean signatureFits(JWSObject object, TrustedKey key) {
        try {
            return object.verify(new ECDSAVerifier(key.publicKey()));
        } catch (JOSEException e) {
            return false;
        }
    }

    private static String described(TrustedKey key) {
        return "the " + key.purpose().label() + " key of " + key.owner();
    }

    private static String word(Reason reason) {
        return reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
