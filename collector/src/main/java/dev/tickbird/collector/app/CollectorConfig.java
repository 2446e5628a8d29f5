package dev.tickbird.collector.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.schemas.common.Immutable;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a collector runs as a process of its own.
 *
 * @param trust the file of trusted keys; the fleet's is the one that counts here
 * @param credentials {@code credentials.yml}: which credential may be sent to which hosts
 * @param settings zone, name and sizes; in the file they are keys beside the others
 * @param healthPort 0 for any free port
 */
public record CollectorConfig(
        KafkaSettings kafka, Path trust, Path credentials, CollectorSettings settings, int healthPort) {
    @JsonCreator
    static CollectorConfig of(
            @JsonProperty("kafka") @Nullable KafkaSettings kafka,
            @JsonProperty("zone") @Nullable String zone,
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("trust") @Nullable Path trust,
            @JsonProperty("credentials") @Nullable Path credentials,
            @JsonProperty("largeReadings") @Nullable Integer largeReadings,
            @JsonProperty("rereadTargets") @Nullable Duration rereadTargets,
            @JsonProperty("healthPort") @Nullable Integer healthPort) {
        CollectorSettings usual = CollectorSettings.of(zone == null ? "default" : zone);
        return new CollectorConfig(
                Immutable.required(kafka, "kafka"),
                Immutable.required(trust, "trust"),
                Immutable.required(credentials, "credentials"),
                new CollectorSettings(
                        usual.zone(),
                        name,
                        largeReadings == null ? usual.largeReadings() : largeReadings,
                        rereadTargets == null ? usual.rereadTargets() : rereadTargets),
                healthPort == null ? 0 : healthPort);
    }
}
