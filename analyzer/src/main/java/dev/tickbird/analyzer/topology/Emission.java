package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.wire.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A record to be sent.
 *
 * @param value the contract's record; null for a tombstone
 */
record Emission(Topic topic, String key, @Nullable Object value) {}
