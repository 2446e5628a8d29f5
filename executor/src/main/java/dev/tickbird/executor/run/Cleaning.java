package dev.tickbird.executor.run;

import dev.tickbird.executor.action.Sight;
import dev.tickbird.executor.guard.GuardVerdict;
import dev.tickbird.schemas.common.Identifier;
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
        List<String> names = Debris.of(fence.order().what(), sight, givenUp);
        if (names.isEmpty() || sight.table() == null) {
            return new Cleaning(List.of(), List.of());
        }
        String schema = sight.table().schema();
        List<String> removed = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Duration limit = fence.tools().settings().cleaning();
        try (ActionSession session = fence.session(Duration.ZERO, limit);
                Watchdog _ = fence.watchdog(session, monitor -> GuardVerdict.GO)) {
            for (String name : names) {
                String drop = "DROP INDEX CONCURRENTLY " + Identifier.qualified(schema, name);
                boolean gone = session.send(drop).failure() == null;
                (gone ? removed : left).add(schema + "." + name);
            }
        }
        return new Cleaning(removed, left);
    }
}
