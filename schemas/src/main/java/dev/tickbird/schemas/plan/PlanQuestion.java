package dev.tickbird.schemas.plan;

import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.wire.CanonicalJson;
import java.time.Instant;
import java.util.List;

/**
 * Whether the planner would use an index that is not there. It holds names and kinds of comparison, never a statement: the
 * collector writes its own.
 *
 * @param id computed from all but the time: the same question is the same id
 * @param instance whose planner is asked
 * @param database the database's name
 * @param databaseOid its oid
 * @param tableOid the table's {@code pg_class.oid}
 * @param schema the table's schema
 * @param table the table's name
 * @param columns the keys of the B-tree that is thought of
 * @param accesses what it is to serve
 * @param askedAt when
 */
public record PlanQuestion(
        String id,
        InstanceId instance,
        String database,
        long databaseOid,
        long tableOid,
        String schema,
        String table,
        List<IndexColumn> columns,
        List<PlanAccess> accesses,
        Instant askedAt) {
    /** The most accesses that one question may hold. */
    public static final int MOST_ACCESSES = 8;

    /** The most key columns of a B-tree. */
    private static final int MOST_COLUMNS = 32;

    public PlanQuestion {
        Immutable.required(id, "id");
        Immutable.required(instance, "instance");
        Immutable.required(database, "database");
        Immutable.required(schema, "schema");
        Immutable.required(table, "table");
        Immutable.required(askedAt, "askedAt");
        columns = Immutable.list(columns);
        accesses = Immutable.list(accesses);
        if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    "field 'columns' has " + columns.size() + " entries: expected 1 to " + MOST_COLUMNS);
        }
        if (accesses.isEmpty() || accesses.size() > MOST_ACCESSES) {
            throw new IllegalArgumentException(
                    "field 'accesses' has " + accesses.size() + " entries: expected 1 to " + MOST_ACCESSES);
        }
    }

    /**
     * The id of a question about one table.
     *
     * @param definition what else the answer rests on: another one is another question
     */
    public static String id(
            InstanceId instance,
            long databaseOid,
            long tableOid,
            String definition,
            List<IndexColumn> columns,
            List<PlanAccess> accesses) {
        return StableId.of(
                "qst",
                instance.value(),
                Long.toString(databaseOid),
                Long.toString(tableOid),
                definition,
                CanonicalJson.digest(columns),
                CanonicalJson.digest(accesses));
    }
}
