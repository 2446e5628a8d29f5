package dev.tickbird.console.store;

import dev.tickbird.schemas.execution.ActionState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the newest run of each schedule on each instance. */
public final class ScheduledRuns {
    private static final String NEWEST = """
            SELECT schedule.name AS schedule, instance.name AS instance, newest.due, action.state, count(*) AS relations
            FROM unnest(?::text[]) AS schedule(name)
            CROSS JOIN instance
            CROSS JOIN LATERAL (
              SELECT file #>> '{proposal,window,notBefore}' AS due FROM action
              WHERE file #>> '{proposal,rule}' = 'maintenance.due' AND file #>> '{proposal,subject,name}' = schedule.name
                AND action.instance = instance.name
              ORDER BY file #>> '{proposal,window,notBefore}' DESC LIMIT 1) newest
            JOIN action ON action.file #>> '{proposal,rule}' = 'maintenance.due'
              AND action.file #>> '{proposal,subject,name}' = schedule.name AND action.instance = instance.name
              AND action.file #>> '{proposal,window,notBefore}' = newest.due
            WHERE NOT instance.removed AND (?::text IS NULL OR instance.name = ?)
            GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 4""";

    private final Store store;

    public ScheduledRuns(Store store) {
        this.store = store;
    }

    /**
     * How many relations of a run are in one state.
     *
     * @param due when the run was due
     */
    public record Row(String schedule, String instance, Instant due, ActionState state, long relations) {
        private static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("schedule"),
                    row.getString("instance"),
                    Instant.parse(row.getString("due")),
                    ActionState.valueOf(row.getString("state")),
                    row.getLong("relations"));
        }
    }

    /**
     * The newest runs of these schedules, by schedule and instance.
     *
     * @param instance null for all
     */
    public List<Row> newest(Collection<String> schedules, @Nullable String instance) {
        String names = "{" + String.join(",", schedules) + "}";
        return store.transaction(connection -> Rows.list(connection, NEWEST, Row::of, names, instance, instance));
    }
}
