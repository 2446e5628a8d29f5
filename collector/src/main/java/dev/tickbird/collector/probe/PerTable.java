package dev.tickbird.collector.probe;

import dev.tickbird.postgres.PostgresFailure;
import java.sql.SQLException;
import java.util.List;

/**
 * Runs a statement that takes a lock on each table asked for. A table that somebody locks meanwhile breaks the statement: then the tables are
 * halved until only the locked one is missing.
 */
final class PerTable {
    private final Asking asking;

    PerTable(Asking asking) {
        this.asking = asking;
    }

    /** Reads for these oids; the statement's one parameter is their array. */
    void read(Query query, List<Long> oids, Asking.Mapper<?> mapper) throws SQLException {
        if (oids.isEmpty()) {
            return;
        }
        try {
            Object[] values = oids.toArray();
            asking.rows(
                    query,
                    statement -> statement.setArray(1, asking.connection().createArrayOf("int8", values)),
                    mapper);
        } catch (SQLException e) {
            PostgresFailure kind = PostgresFailure.of(e);
            boolean splits = kind == PostgresFailure.LOCK_TIMEOUT || kind == PostgresFailure.STATEMENT_TIMEOUT;
            if (!splits) {
                asking.refuse(query, e, null);
            } else if (oids.size() > 1) {
                int half = oids.size() / 2;
                read(query, oids.subList(0, half), mapper);
                read(query, oids.subList(half, oids.size()), mapper);
            }
        }
    }
}
