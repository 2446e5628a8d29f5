package dev.tickbird.executor.run;

import dev.tickbird.executor.action.Sight;
import dev.tickbird.executor.guard.GuardVerdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Qualified names of debris that went and of debris that did not. */
record Cleaning(List<String> removed, List<String> left) {
    Cleaning {
        removed = List.copyOf(removed);
        left = List.copyOf(left);
    }

    /**
     * Drops what the action left. Dropping waits for older transactions with the table's lock in hand: it too gives way, and what stays
     * is for the next try.
     *
     * @param givenUp whether the action is not tried again
     */
    static Cleaning of(UnderFence fence, Sight sight, boolean givenUp) throws SQLException {
        List<Leftover> leftovers = Debris.of(fence.order().what(), sight, givenUp);
        if (leftovers.isEmpty()) {
            return new Cleaning(List.of(), List.of());
        }
        List<String> removed = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Duration limit = fence.tools().settings().cleaning();
        try (ActionSession session = fence.session(Duration.ZERO, limit);
                Watchdog _ = fence.watchdog(session, monitor -> GuardVerdict.GO)) {
            for (Leftover leftover : leftovers) {
                // Of the two kinds only what can wait without harm does.
                session.send(leftover.concurrently() ? "SET lock_timeout = 0" : "SET lock_timeout = '500ms'");
                boolean gone = session.send(leftover.drop()).failure() == null;
                (gone ? removed : left).add(leftover.label());
            }
        }
        return new Cleaning(removed, left);
    }
}
