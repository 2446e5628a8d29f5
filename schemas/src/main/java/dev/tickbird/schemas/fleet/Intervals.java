package dev.tickbird.schemas.fleet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often an instance is read.
 *
 * @param canary response time and blocked sessions
 * @param instance facts of the whole server
 * @param activity sessions; {@code canary}'s interval applies while something is blocked
 * @param statements pg_stat_statements
 * @param relations counters and definitions, as DELTA
 * @param full everything, as FULL
 */
public record Intervals(
        Duration canary, Duration instance, Duration activity, Duration statements, Duration relations, Duration full) {
    public static final Intervals DEFAULTS = new Intervals(null, null, null, null, null, null);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    @JsonCreator
    public Intervals(
            @JsonProperty("canary") @Nullable Duration canary,
            @JsonProperty("instance") @Nullable Duration instance,
            @JsonProperty("activity") @Nullable Duration activity,
            @JsonProperty("statements") @Nullable Duration statements,
            @JsonProperty("relations") @Nullable Duration relations,
            @JsonProperty("full") @Nullable Duration full) {
        this.canary = orDefault("canary", canary, Duration.ofSeconds(10));
        this.instance = orDefault("instance", instance, Duration.ofSeconds(60));
        this.activity = orDefault("activity", activity, Duration.ofSeconds(60));
        this.statements = orDefault("statements", statements, Duration.ofMinutes(5));
        this.relations = orDefault("relations", relations, Duration.ofMinutes(5));
        this.full = orDefault("full", full, Duration.ofHours(1));
    }

    private static Duration orDefault(String field, @Nullable Duration value, Duration fallback) {
        if (value == null) {
            return fallback;
        }
        if (value.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "field 'intervals." + field + "' is " + value + ": the shortest is PT1S");
        }
        return value;
    }
}
