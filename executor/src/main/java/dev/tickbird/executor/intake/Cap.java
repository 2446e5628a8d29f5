package dev.tickbird.executor.intake;

import dev.tickbird.schemas.common.Risk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caps of one instance.
 *
 * @param actions allowed action types such as {@code vacuum}; empty allows none
 * @param highestRisk the riskiest action allowed; low where the file is silent
 * @param runsPerHour how many actions may begin within an hour; 10 where the file is silent
 */
public record Cap(
        List<String> actions,
        @Nullable Risk highestRisk,
        @Nullable Integer runsPerHour) {
    static final int RUNS_PER_HOUR = 10;

    public Cap {
        actions = actions == null ? List.of() : List.copyOf(actions);
        highestRisk = highestRisk == null ? Risk.LOW : highestRisk;
        runsPerHour = runsPerHour == null ? RUNS_PER_HOUR : runsPerHour;
        if (runsPerHour < 1) {
            throw new IllegalArgumentException("field 'runsPerHour' is " + runsPerHour + ": at least 1");
        }
    }

    Risk risk() {
        return highestRisk == null ? Risk.LOW : highestRisk;
    }

    public int hourly() {
        return runsPerHour == null ? RUNS_PER_HOUR : runsPerHour;
    }
}
