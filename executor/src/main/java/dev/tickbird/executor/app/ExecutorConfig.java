package dev.tickbird.executor.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.executor.guard.GuardSettings;
import dev.tickbird.executor.run.RunSettings;
import dev.tickbird.runtime.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an executor runs.
 *
 * @param zone whose targets it acts on; {@code default} where the file is silent
 * @param name among the executors of the zone; stable over restarts: a second one with the same name ends the first
 * @param trust the file of trusted keys: console, fleet, approvers, engines
 * @param limits {@code executor.yml}: what may run where
 * @param credentials {@code credentials.yml}: which credential may be sent to which hosts
 * @param keys the private folder of its signing key, made on first start
 * @param anchor the file outside Kafka that says how far the chains of outcomes have come; null for none
 * @param healthPort 0 for any free port
 */
public record ExecutorConfig(
        KafkaSettings kafka,
        String zone,
        String name,
        Path trust,
        Path limits,
        Path credentials,
        Path keys,
        @Nullable Path anchor,
        int healthPort,
        GuardSettings guards,
        RunSettings runs) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public ExecutorConfig {
        requireName("zone", zone);
        requireName("name", name);
    }

    private static void requireName(String field, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("field '" + field + "' is '" + value
                    + "': use 1 to 63 letters, digits, '.', '_' or '-', starting with a letter or digit");
        }
    }

    @JsonCreator
    static ExecutorConfig of(
            @JsonProperty("kafka") @Nullable KafkaSettings kafka,
            @JsonProperty("zone") @Nullable String zone,
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("trust") @Nullable Path trust,
            @JsonProperty("limits") @Nullable Path limits,
            @JsonProperty("credentials") @Nullable Path credentials,
            @JsonProperty("keys") @Nullable Path keys,
            @JsonProperty("anchor") @Nullable Path anchor,
            @JsonProperty("healthPort") @Nullable Integer healthPort,
            @JsonProperty("guards") @Nullable GuardSettings guards,
            @JsonProperty("runs") @Nullable RunSettings runs) {
        return new ExecutorConfig(
                required(kafka, "kafka"),
                zone == null ? "default" : zone,
                name == null ? "executor" : name,
                required(trust, "trust"),
                required(limits, "limits"),
                required(credentials, "credentials"),
                required(keys, "keys"),
                anchor,
                healthPort == null ? 0 : healthPort,
                guards == null ? GuardSettings.DEFAULTS : guards,
                runs == null ? RunSettings.DEFAULTS : runs);
    }

    private static <T> T required(@Nullable T value, String key) {
        if (value == null) {
            throw new IllegalArgumentException("the key \"" + key + "\" is missing");
        }
        return value;
    }
}
