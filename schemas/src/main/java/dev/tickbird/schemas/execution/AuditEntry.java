package dev.tickbird.schemas.execution;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.wire.CanonicalJson;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link of the console's hash chain.
 *
 * @param sequence from 0
 * @param previous the hash of the link before, 64 zeros for the first
 * @param hash SHA-256 over the canonical JSON of the list of previous, topic, key and record; 64 hexadecimal digits
 * @param topic where the record is
 * @param key its key
 * @param record SHA-256 of the record's bytes, 64 hexadecimal digits
 * @param at when the console read it
 */
public record AuditEntry(
        long sequence, String previous, String hash, String topic, String key, String record, Instant at) {
    /** What the first link follows. */
    public static final String BEGINNING = "0".repeat(64);

    public AuditEntry {
        Immutable.required(previous, "previous");
        Immutable.required(hash, "hash");
        Immutable.required(topic, "topic");
        Immutable.required(key, "key");
        Immutable.required(record, "record");
        Immutable.required(at, "at");
    }

    /** The link for a record that was read after the one before; null before the first. */
    public static AuditEntry after(@Nullable AuditEntry previous, String topic, String key, String record, Instant at) {
        String before = previous == null ? BEGINNING : previous.hash();
        long sequence = previous == null ? 0 : previous.sequence() + 1;
        return new AuditEntry(sequence, before, hash(before, topic, key, record), topic, key, record, at);
    }

    /** SHA-256 of a record's bytes. */
    public static String digest(byte[] value) {
        return HexFormat.of().formatHex(StableId.sha256().digest(value));
    }

    /** Whether this is the link after that one, unaltered; null before the first. */
    public boolean follows(@Nullable AuditEntry before) {
        return equals(after(before, topic, key, record, at));
    }

    /** Whether its hash is that of its content; what stands before it is not looked at. */
    public boolean intact() {
        return hash.equals(hash(previous, topic, key, record));
    }

    private static String hash(String previous, String topic, String key, String record) {
        return digest(CanonicalJson.bytes(List.of(previous, topic, key, record)));
    }
}
