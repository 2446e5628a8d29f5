package dev.tickbird.console.store;

import dev.tickbird.schemas.execution.ActionState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many actions are in each state, since when, and how many came to it lately: what waits and what gets done. */
public final class Pipeline {
    private static final String STAGES = """
            SELECT state, count(*) AS actions, min(updated_at) AS oldest,
              count(*) FILTER (WHERE updated_at > now() - interval '1 hour') AS last_hour,
              count(*) FILTER (WHERE updated_at > now() - interval '1 day') AS last_day
            FROM action WHERE ?::text IS NULL OR instance = ?
            GROUP BY state""";

    private final Store store;

    public Pipeline(Store store) {
        this.store = store;
    }

    /**
     * The actions in one state.
     *
     * @param oldest when the one that is there longest came to it
     * @param lastHour how many came to it within the last hour
     * @param lastDay the same of the last 24 hours
     */
    public record Stage(
            ActionState state, long actions, @Nullable Instant oldest, long lastHour, long lastDay) {
        private static Stage of(ResultSet row) throws SQLException {
            Timestamp oldest = row.getTimestamp("oldest");
            return new Stage(
                    ActionState.valueOf(row.getString("state")),
                    row.getLong("actions"),
                    oldest == null ? null : oldest.toInstant(),
                    row.getLong("last_hour"),
                    row.getLong("last_day"));
        }
    }

    /**
     * States with an action in them, in the order in which actions go through them.
     *
     * @param instance null for all
     */
    public List<Stage> stages(@Nullable String instance) {
        return store.transaction(connection -> Rows.list(connection, STAGES, Stage::of, instance, instance)).stream()
                .sorted(Comparator.comparing(Stage::state))
                .toList();
    }
}
