package dev.tickbird.executor.guard;

import dev.tickbird.executor.intake.PolicySubjects;
import dev.tickbird.schemas.fleet.FleetCalendar;

/** Nothing begins when the fleet file's freezes, windows and policies say so. Sessions are ended at any time. */
record CalendarGuard() implements Guard {
    @Override
    public GuardVerdict judge(Situation situation) {
        if (situation.procedure().signals()) {
            return GuardVerdict.GO;
        }
        return new FleetCalendar(situation.policy())
                .closed(PolicySubjects.of(situation.order(), situation.target()), situation.now())
                .<GuardVerdict>map(closed -> new GuardVerdict.Wait(closed.reason(), closed.until()))
                .orElse(GuardVerdict.GO);
    }
}
