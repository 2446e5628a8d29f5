package dev.tickbird.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.schemas.wire.Topic;
import java.time.Instant;

/**
 * A record of one of the analyzer's inputs, as it is kept in a recording: a line of JSON.
 *
 * @param topic without prefix
 * @param at the record's time
 * @param value what it held; targets and the policy without their signature
 */
record Recorded(Topic topic, String key, Instant at, JsonNode value) {}
