package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.wire.Codec;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** State as bytes with a version in front: an older one is migrated when it is read, a newer one refuses to start. */
final class StateSerde {
    private static final byte VERSION = 1;

    private StateSerde() {}

    /** JSON behind a version byte. */
    static <T> Serde<T> json(Class<T> type) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : prefixed(Codec.encode(value)), reading(bytes -> {
                    check(type, bytes);
                    byte[] json = new byte[bytes.length - 1];
                    System.arraycopy(bytes, 1, json, 0, json.length);
                    return Codec.decode(json, type);
                }));
    }

    /** A codec of its own that carries its version itself. */
    static <T> Serde<T> binary(Function<T, byte[]> encode, Function<byte[], T> decode) {
        return Serdes.serdeFrom((topic, value) -> value == null ? null : encode.apply(value), reading(decode));
    }

    private static <T> Deserializer<T> reading(Function<byte[], T> decode) {
        return (topic, bytes) -> bytes == null ? null : decode.apply(bytes);
    }

    private static byte[] prefixed(byte[] json) {
        byte[] bytes = new byte[json.length + 1];
        bytes[0] = VERSION;
        System.arraycopy(json, 0, bytes, 1, json.length);
        return bytes;
    }

    private static void check(Class<?> type, byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalStateException(
                    "state " + type.getSimpleName() + " of version " + (bytes.length == 0 ? "none" : bytes[0])
                            + ": this analyzer knows up to " + VERSION + "; start a newer one");
        }
    }
}
