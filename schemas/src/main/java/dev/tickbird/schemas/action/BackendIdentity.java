package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One session in one moment of its life. A process id alone may belong to another session a second later.
 *
 * @param pid the process id of the backend
 * @param backendStart with the process id it names one session for ever
 * @param transactionStart null when it was in no transaction
 * @param queryStart null when it had run nothing
 * @param state {@code pg_stat_activity.state} at that moment
 */
public record BackendIdentity(
        int pid,
        Instant backendStart,
        @Nullable Instant transactionStart,
        @Nullable Instant queryStart,
        @Nullable String state) {
    public BackendIdentity {
        Immutable.required(backendStart, "backendStart");
    }

    /** {@code SELECT function(pid) …} that finds the session only while it is still in that very state. */
    String statement(String function) {
        return "SELECT pg_catalog." + function + "(pid) FROM pg_catalog.pg_stat_activity WHERE pid = " + pid
                + condition("backend_start", time(backendStart))
                + condition("xact_start", time(transactionStart))
                + condition("query_start", time(queryStart))
                + condition("state", Identifier.literal(state));
    }

    private static String condition(String column, String literal) {
        return " AND " + column + (literal.equals("NULL") ? " IS NULL" : " = " + literal);
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "NULL" : "TIMESTAMPTZ '" + instant + "'";
    }
}
