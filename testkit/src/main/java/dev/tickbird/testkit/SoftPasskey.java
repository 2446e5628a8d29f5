package dev.tickbird.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** An authenticator in memory: it asserts whatever it is asked about, as a browser's would. */
public final class SoftPasskey {
    private static final byte PRESENT_AND_VERIFIED = 0x05;
    private static final int COORDINATE = 32;

    private final KeyPair pair;
    private final String credential;
    private final String relyingParty;
    private final String origin;

    private SoftPasskey(KeyPair pair, String credential, String relyingParty, String origin) {
        this.pair = pair;
        this.credential = credential;
        this.relyingParty = relyingParty;
        this.origin = origin;
    }

    public static SoftPasskey make(String relyingParty, String origin) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new SoftPasskey(
                    generator.generateKeyPair(), encoded("a credential of " + relyingParty), relyingParty, origin);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make P-256 keys", e);
        }
    }

    /** The same key on another page or with another gesture. */
    public SoftPasskey on(String otherRelyingParty, String otherOrigin) {
        return new SoftPasskey(pair, credential, otherRelyingParty, otherOrigin);
    }

    /** What a browser returns, base64url. */
    public record Assertion(String credential, String clientDataJson, String authenticatorData, String signature) {}

    public String credential() {
        return credential;
    }

    /** PKCS #8, base64url: for a virtual authenticator of a browser. */
    public String privateKey() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(pair.getPrivate().getEncoded());
    }

    /** The entry of a trust file, without scope. */
    public String trustEntry(String owner) {
        return "  - purpose: approver\n    owner: " + owner + "\n    key: " + jwk() + "\n    passkey: {credential: "
                + credential + ", relyingParty: " + relyingParty + ", origins: [\"" + origin + "\"]}\n";
    }

    public Assertion asserted(byte[] challenge) {
        return asserted(challenge, PRESENT_AND_VERIFIED);
    }

    /** With these flags, as WebAuthn has them: 1 somebody was there, 4 it was shown who. */
    public Assertion asserted(byte[] challenge, int flags) {
        String client = "{\"type\":\"webauthn.get\",\"challenge\":\"" + encoded(challenge) + "\",\"origin\":\"" + origin
                + "\",\"crossOrigin\":false}";
        byte[] clientData = client.getBytes(StandardCharsets.UTF_8);
        byte[] authenticatorData = ByteBuffer.allocate(37)
                .put(sha256(relyingParty.getBytes(StandardCharsets.UTF_8)))
                .put((byte) flags)
                .putInt(0)
                .array();
        byte[] signed = ByteBuffer.allocate(authenticatorData.length + 32)
                .put(authenticatorData)
                .put(sha256(clientData))
                .array();
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(signed);
            return new Assertion(
                    credential, encoded(clientData), encoded(authenticatorData), encoded(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String jwk() {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                + coordinate(key.getW().getAffineX().toByteArray()) + "\",\"y\":\""
                + coordinate(key.getW().getAffineY().toByteArray()) + "\"}";
    }

    private static String coordinate(byte[] signed) {
        byte[] fixed = new byte[COORDINATE];
        int length = Math.min(signed.length, COORDINATE);
        System.arraycopy(signed, signed.length - length, fixed, COORDINATE - length, length);
        return encoded(fixed);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
