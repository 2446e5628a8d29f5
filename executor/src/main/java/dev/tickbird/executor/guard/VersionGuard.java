package dev.tickbird.executor.guard;

import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.execution.ActionState;
import java.util.Map;

/** Versions whose maintenance corrupts indexes (14.0 to 14.3) or lets an owner become superuser (CVE-2024-0985) are not touched. */
record VersionGuard() implements Guard {
    private static final int CONCURRENTLY_FIXED = 140_004;
    private static final Map<Integer, Integer> LEAST_MINOR = Map.of(13, 14, 14, 11, 15, 6, 16, 2);

    @Override
    public GuardVerdict judge(Situation situation) {
        ServerVersion version = situation.sight().server().version();
        if (situation.procedure().concurrent() && version.major() == 14 && version.number() < CONCURRENTLY_FIXED) {
            return refuse("PostgreSQL " + version + " corrupts indexes with CONCURRENTLY: update to 14.4 or later");
        }
        int least = LEAST_MINOR.getOrDefault(version.major(), 0);
        return version.minor() < least
                ? refuse("PostgreSQL " + version + " has holes in its maintenance commands: update to "
                        + version.major() + "." + least + " or later")
                : GuardVerdict.GO;
    }

    private static GuardVerdict refuse(String reason) {
        return new GuardVerdict.Refuse(ActionState.FAILED, reason, true);
    }
}
