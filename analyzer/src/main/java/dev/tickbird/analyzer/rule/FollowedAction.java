package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An action that has succeeded and whose effect on the application is followed.
 *
 * @param what its type and object, for people
 * @param subject what it changed
 * @param undo the action that takes it back; null where there is none
 * @param undoOn what that one would work on; null while it is not known
 * @param databaseOid the database that it worked in
 * @param schema the schema of the table concerned; null where it concerns more than a table
 * @param table the table concerned; null where it concerns more than a table
 * @param since when it succeeded
 * @param statements those that use what it changed, as far as they ran before
 * @param reading how the table was read from end to end; null where that is not known, or nothing to do with it
 */
public record FollowedAction(
        ActionId id,
        String what,
        Subject subject,
        @Nullable Action undo,
        @Nullable ObjectIdentity undoOn,
        long databaseOid,
        @Nullable String schema,
        @Nullable String table,
        Instant since,
        List<StatementEffect> statements,
        @Nullable ReadingEffect reading) {
    /** The rule that tells of it: an action that it proposed is an undo. */
    public static final String RULE = "action.regressed";

    public FollowedAction {
        Immutable.required(id, "id");
        Immutable.required(subject, "subject");
        Immutable.required(since, "since");
        statements = Immutable.list(statements);
    }

    /** The same with what its statements did since. */
    public FollowedAction with(List<StatementEffect> effects) {
        return new FollowedAction(id, what, subject, undo, undoOn, databaseOid, schema, table, since, effects, reading);
    }

    /** The same with how its table was read since. */
    public FollowedAction with(@Nullable ReadingEffect effect) {
        return new FollowedAction(
                id, what, subject, undo, undoOn, databaseOid, schema, table, since, statements, effect);
    }

    /** The same once what its undo would work on is known. */
    public FollowedAction undoneOn(ObjectIdentity object) {
        return new FollowedAction(
                id, what, subject, undo, object, databaseOid, schema, table, since, statements, reading);
    }

    /** Whether it is about that table. */
    public boolean concerns(long database, String inSchema, String name) {
        return databaseOid == database && inSchema.equals(schema) && name.equals(table);
    }
}
