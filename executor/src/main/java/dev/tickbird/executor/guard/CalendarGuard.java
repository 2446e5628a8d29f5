package dev.tickbird.executor.guard;

import dev.tickbird.schemas.fleet.Freeze;
import dev.tickbird.schemas.fleet.MaintenanceWindow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Nothing begins while changes are frozen, nor outside the maintenance windows of the fleet file. Sessions are ended at any time. */
record CalendarGuard() implements Guard {
    @Override
    public GuardVerdict judge(Situation situation) {
        if (situation.procedure().signals()) {
            return GuardVerdict.GO;
        }
        Instant now = situation.now();
        Optional<Freeze> freeze = situation.policy().freezes().stream()
                .filter(frozen -> frozen.covers(
                        situation.target().instance(), situation.target().tags(), now))
                .max(Comparator.comparing(Freeze::until));
        if (freeze.isPresent()) {
            return new GuardVerdict.Wait(words(freeze.get()), freeze.get().until());
        }
        String action = String.valueOf(situation.order().what().type());
        List<MaintenanceWindow> windows = situation.policy().windows().stream()
                .filter(window -> window.concerns(
                        situation.target().instance(), situation.target().tags(), action))
                .toList();
        if (windows.isEmpty() || windows.stream().anyMatch(window -> window.isOpen(now))) {
            return GuardVerdict.GO;
        }
        MaintenanceWindow next = windows.stream()
                .min(Comparator.comparing(window -> window.next(now)))
                .orElseThrow();
        return new GuardVerdict.Wait(
                "no maintenance window is open; the next, " + next.name() + ", opens at " + next.next(now),
                next.next(now));
    }

    private static String words(Freeze freeze) {
        return "changes are frozen by " + freeze.name() + " until " + freeze.until()
                + (freeze.reason() == null ? "" : ": " + freeze.reason());
    }
}
