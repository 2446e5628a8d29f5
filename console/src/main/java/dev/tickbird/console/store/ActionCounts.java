package dev.tickbird.console.store;

import dev.tickbird.schemas.execution.ActionState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** How many actions wait and how many are on their way. */
public final class ActionCounts {
    /** Approved and not yet ended. */
    public static final Set<ActionState> MOVING = Set.copyOf(EnumSet.copyOf(Arrays.stream(ActionState.values())
            .filter(state -> !state.terminal() && state != ActionState.PROPOSED)
            .toList()));

    private static final String UNDECIDED = """
            SELECT count(*) FROM action WHERE state = 'PROPOSED' AND file -> 'proposal' ->> 'state' = 'LIVE'
              AND coalesce((file ->> 'snoozedUntil')::timestamptz <= now(), true)
              AND NOT EXISTS (SELECT FROM overlay WHERE overlay.finding = action.finding AND waived_until > now())""";

    private final Store store;

    public ActionCounts(Store store) {
        this.store = store;
    }

    /** Proposals that wait for a decision now. */
    public long undecided() {
        return count(UNDECIDED);
    }

    public long moving() {
        String states = MOVING.stream().map(state -> "'" + state.name() + "'").collect(Collectors.joining(","));
        return count("SELECT count(*) FROM action WHERE state IN (" + states + ")");
    }

    private long count(String sql) {
        return store.transaction(
                connection -> Rows.one(connection, sql, row -> row.getLong(1)).orElse(0L));
    }
}
