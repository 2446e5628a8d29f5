package dev.tickbird.executor.guard;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How patient the guards are.
 *
 * @param lookAgain after which a waiting action is looked at again
 * @param longestTransaction older transactions make CONCURRENTLY wait
 * @param longestOnStandby older transactions on a standby make what could cancel them wait
 * @param standbyLag bytes of WAL at which a standby makes what could disturb it wait; what runs stops at four times as many
 * @param afterFailure for how long the same action on the same object is left alone after it failed
 * @param activeSessions at how many sessions at work nothing begins; what runs stops at twice as many
 */
public record GuardSettings(
        Duration lookAgain,
        Duration longestTransaction,
        Duration longestOnStandby,
        long standbyLag,
        Duration afterFailure,
        int activeSessions) {
    private static final long LAG = 64L << 20;
    private static final int MANY = 64;

    public static final GuardSettings DEFAULTS = of(null, null, null, null, null, null);

    @JsonCreator
    static GuardSettings of(
            @JsonProperty("lookAgain") @Nullable Duration lookAgain,
            @JsonProperty("longestTransaction") @Nullable Duration longestTransaction,
            @JsonProperty("longestOnStandby") @Nullable Duration longestOnStandby,
            @JsonProperty("standbyLag") @Nullable Long standbyLag,
            @JsonProperty("afterFailure") @Nullable Duration afterFailure,
            @JsonProperty("activeSessions") @Nullable Integer activeSessions) {
        return new GuardSettings(
                lookAgain == null ? Duration.ofSeconds(10) : lookAgain,
                longestTransaction == null ? Duration.ofSeconds(60) : longestTransaction,
                longestOnStandby == null ? Duration.ofSeconds(30) : longestOnStandby,
                standbyLag == null ? LAG : standbyLag,
                afterFailure == null ? Duration.ofHours(1) : afterFailure,
                activeSessions == null ? MANY : activeSessions);
    }
}
