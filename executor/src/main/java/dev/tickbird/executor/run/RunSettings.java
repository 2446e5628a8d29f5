package dev.tickbird.executor.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How actions are run.
 *
 * @param lease how long the fence holds without renewal
 * @param look how often the watchdog looks
 * @param patience how long anyone may wait for us before we give way; not at all once others wait behind them
 * @param progress how often progress is published and the guards look again
 * @param retry the wait before the second attempt; it doubles, with jitter
 * @param attempts how often an action is tried
 * @param proof how long counters of the server are waited for
 * @param cleaning how long one try to remove debris may take
 * @param atOnce on how many instances this executor works at once, at most
 */
public record RunSettings(
        Duration lease,
        Duration look,
        Duration patience,
        Duration progress,
        Duration retry,
        int attempts,
        Duration proof,
        Duration cleaning,
        int atOnce) {
    private static final int FIVE = 5;
    private static final int SIXTEEN = 16;

    public RunSettings {
        if (atOnce < 1) {
            throw new IllegalArgumentException("field 'runs.atOnce' is " + atOnce + ": at least 1");
        }
    }

    public static final RunSettings DEFAULTS = of(null, null, null, null, null, null, null, null, null);

    @JsonCreator
    static RunSettings of(
            @JsonProperty("lease") @Nullable Duration lease,
            @JsonProperty("look") @Nullable Duration look,
            @JsonProperty("patience") @Nullable Duration patience,
            @JsonProperty("progress") @Nullable Duration progress,
            @JsonProperty("retry") @Nullable Duration retry,
            @JsonProperty("attempts") @Nullable Integer attempts,
            @JsonProperty("proof") @Nullable Duration proof,
            @JsonProperty("cleaning") @Nullable Duration cleaning,
            @JsonProperty("atOnce") @Nullable Integer atOnce) {
        return new RunSettings(
                lease == null ? Duration.ofSeconds(15) : lease,
                look == null ? Duration.ofMillis(100) : look,
                patience == null ? Duration.ofMillis(500) : patience,
                progress == null ? Duration.ofSeconds(2) : progress,
                retry == null ? Duration.ofSeconds(10) : retry,
                attempts == null ? FIVE : attempts,
                proof == null ? Duration.ofSeconds(5) : proof,
                cleaning == null ? Duration.ofSeconds(3) : cleaning,
                atOnce == null ? SIXTEEN : atOnce);
    }
}
