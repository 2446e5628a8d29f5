package dev.tickbird.analyzer.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.schemas.common.Immutable;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an analyzer runs.
 *
 * @param state where its stores lie; kept over restarts
 * @param trust the file of trusted keys; the fleet's is the one that counts here
 * @param healthPort 0 for any free port
 * @param tick how often time passes for the rules
 * @param commit how often results become visible; also the latency of a finding
 * @param threads stream threads
 */
public record AnalyzerConfig(
        KafkaSettings kafka, Path state, Path trust, int healthPort, Duration tick, Duration commit, int threads) {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration TENTH = Duration.ofMillis(100);

    public AnalyzerConfig {
        if (tick.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("tick is " + tick + ": the shortest is PT0.1S");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ": at least 1");
        }
    }

    @JsonCreator
    static AnalyzerConfig of(
            @JsonProperty("kafka") @Nullable KafkaSettings kafka,
            @JsonProperty("state") @Nullable Path state,
            @JsonProperty("trust") @Nullable Path trust,
            @JsonProperty("healthPort") @Nullable Integer healthPort,
            @JsonProperty("tick") @Nullable Duration tick,
            @JsonProperty("commit") @Nullable Duration commit,
            @JsonProperty("threads") @Nullable Integer threads) {
        return new AnalyzerConfig(
                Immutable.required(kafka, "kafka"),
                Immutable.required(state, "state"),
                Immutable.required(trust, "trust"),
                healthPort == null ? 0 : healthPort,
                tick == null ? TEN_SECONDS : tick,
                commit == null ? TENTH : commit,
                threads == null ? 1 : threads);
    }
}
