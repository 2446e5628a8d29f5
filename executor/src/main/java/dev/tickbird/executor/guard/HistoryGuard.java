package dev.tickbird.executor.guard;

import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.fleet.Mode;
import java.time.Duration;
import java.time.Instant;

/** The local cap of runs per hour holds, and what failed lately is left alone for a while. */
record HistoryGuard() implements Guard {
    private static final Duration HOUR = Duration.ofHours(1);
    /** It may be revoked meanwhile. */
    private static final Duration LOOK = Duration.ofMinutes(5);

    @Override
    public GuardVerdict judge(Situation situation) {
        if (situation.target().mode() != Mode.EXECUTE) {
            return refuse("the instance is not in mode execute any more");
        }
        if (situation.cap() == null) {
            return refuse("executor.yml does not list the instance any more");
        }
        RunHistory history = situation.history();
        if (history.oldest() != null && history.lastHour() >= situation.cap().hourly()) {
            return new GuardVerdict.Wait(
                    "executor.yml allows " + situation.cap().hourly() + " runs per hour on this instance",
                    history.oldest().plus(HOUR));
        }
        Instant again = history.standingAgain();
        if (again != null && again.isAfter(situation.now())) {
            Instant soon = situation.now().plus(LOOK);
            return new GuardVerdict.Wait(
                    "the standing approval allows no more runs on this instance today",
                    again.isBefore(soon) ? again : soon);
        }
        Instant until = history.failedAt() == null
                ? situation.now()
                : history.failedAt().plus(situation.settings().afterFailure());
        return until.isAfter(situation.now())
                ? new GuardVerdict.Wait("the same action failed here at " + history.failedAt(), until)
                : GuardVerdict.GO;
    }

    private static GuardVerdict refuse(String reason) {
        return new GuardVerdict.Refuse(ActionState.FAILED, reason, false);
    }
}
