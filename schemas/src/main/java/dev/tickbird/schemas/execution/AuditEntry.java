package dev.tickbird.schemas.execution;

import java.time.Instant;

/**
 * A link of the console's hash chain.
 *
 * @param sequence from 0
 * @param previous the hash of the link before, 64 zeros for the first
 * @param hash SHA-256 over previous, topic, key and the record's digest
 * @param topic where the record is
 * @param key its key
 * @param record SHA-256 of the record's bytes
 */
public record AuditEntry(
        long sequence, String previous, String hash, String topic, String key, String record, Instant at) {}
