package dev.tickbird.runtime.security;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import dev.tickbird.runtime.config.ConfigurationException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two forms in which a private key may lie in a file. Messages name the file and never its content. */
final class PrivateKeyText {

    private PrivateKeyText() {}

    static ECKey fromJwk(String text, Path file) {
        try {
            ECKey key = ECKey.parse(text);
            if (!key.isPrivate()) {
                throw new ConfigurationException("The key file " + file + " holds only a public key");
            }
            return requireP256(key, file);
        } catch (ParseException | IllegalStateException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The key file " + file + " is not an EC key in JWK form", withoutContent(e));
        }
    }

    static ECKey fromPem(String text, Path file) {
        byte[] privateBytes = block(text, "PRIVATE KEY", file, "openssl pkcs8 -topk8 -nocrypt makes this form");
        byte[] publicBytes =
                block(text, "PUBLIC KEY", file, "openssl pkey -in " + file + " -pubout >> " + file + " adds it");
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            ECPublicKey publicKey = (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(publicBytes));
            ECPrivateKey privateKey = (ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(privateBytes));
            Curve curve = Curve.forECParameterSpec(publicKey.getParams());
            if (curve == null) {
                throw new ConfigurationException(
                        "The key file " + file + " is on an unknown curve: only P-256 (ES256) is used");
            }
            return requireP256(
                    new ECKey.Builder(curve, publicKey).privateKey(privateKey).build(), file);
        } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
            throw new ConfigurationException("The key file " + file + " holds no usable EC key", withoutContent(e));
        }
    }

    private static byte[] block(String text, String label, Path file, String fix) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new ConfigurationException(
                    "The key file " + file + " has no block \"BEGIN " + label + "\" (" + fix + ")");
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static ECKey requireP256(ECKey key, Path file) {
        if (!Curve.P_256.equals(key.getCurve())) {
            throw new ConfigurationException(
                    "The key file " + file + " is on " + key.getCurve() + ": only P-256 (ES256) keys are used");
        }
        return key;
    }

    /** Parsers quote what they read; a private key must not reach a log that way. */
    private static Throwable withoutContent(Exception e) {
        return new IllegalArgumentException(e.getClass().getSimpleName());
    }
}
