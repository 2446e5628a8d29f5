package dev.tickbird.schemas.common;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Identifiers that are computed from what they identify, so that a replay and a second reader find the same ones. */
public final class StableId {
    private static final int BYTES = 16;
    private static final Pattern SHAPE = Pattern.compile("[a-z]{3}_[0-9a-f]{32}");

    private StableId() {}

    /** {@code prefix_} and 128 bits of the SHA-256 over the parts, each preceded by its length. */
    public static String of(String prefix, String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return prefix + "_" + HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    static void check(String prefix, @Nullable String value) {
        if (value == null
                || !value.startsWith(prefix + "_")
                || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "identifier '" + value + "' is not valid: expected " + prefix + "_ and 32 hexadecimal digits");
        }
    }

    /** A new SHA-256; every Java platform has one. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
