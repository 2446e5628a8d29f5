package dev.tickbird.executor.run;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.VacuumOption;

/** What goes first; the first is the most urgent. */
enum Priority {
    /** A session that holds others up: it goes before everything, and what runs on its server makes way. */
    EMERGENCY,
    /** Against wraparound. */
    WRAPAROUND,
    ORDINARY;

    static Priority of(Action action) {
        return switch (action) {
            case CancelBackend cancel -> EMERGENCY;
            case TerminateBackend terminate -> EMERGENCY;
            case Vacuum vacuum when vacuum.options().contains(VacuumOption.FREEZE) -> WRAPAROUND;
            default -> ORDINARY;
        };
    }
}
