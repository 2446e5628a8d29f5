package dev.tickbird.schemas.action;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The closed set of what may be run on a watched server. No action carries SQL: each computes its own statements from typed
 * fields, and every name passes through {@link Identifier}.
 */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "type",
        visible = true,
        defaultImpl = Action.Unrecognized.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Action.Analyze.class, name = "analyze"),
    @JsonSubTypes.Type(value = Action.Vacuum.class, name = "vacuum"),
    @JsonSubTypes.Type(value = Action.ReindexIndex.class, name = "reindex-index"),
    @JsonSubTypes.Type(value = Action.DropIndex.class, name = "drop-index"),
    @JsonSubTypes.Type(value = Action.CreateIndex.class, name = "create-index"),
    @JsonSubTypes.Type(value = Action.CancelBackend.class, name = "cancel-backend"),
    @JsonSubTypes.Type(value = Action.TerminateBackend.class, name = "terminate-backend"),
})
public sealed interface Action {
    /** The stable name of its kind. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    @Nullable
    String type();

    /** Exactly what is sent, in order, one statement each; none for what this version does not know. */
    List<String> statements(ServerVersion version);

    @JsonIgnore
    Risk risk();

    /** The locks that it takes, in a sentence for people. */
    @JsonIgnore
    String locks();

    @JsonIgnore
    Undo undo();

    /** What it works on, for people: {@code public.orders}. */
    @JsonIgnore
    String object();

    String SHARE_UPDATE_EXCLUSIVE =
            "SHARE UPDATE EXCLUSIVE on %s: reads and writes go on; other maintenance and DDL wait.";

    /**
     * {@code ANALYZE}: collects the planner's statistics.
     *
     * @param schema the table's schema
     * @param name the table's name
     */
    record Analyze(String schema, String name) implements Action {
        public Analyze {
            Immutable.required(schema, "schema");
            Immutable.required(name, "name");
        }

        @Override
        public String type() {
            return "analyze";
        }

        @Override
        public List<String> statements(ServerVersion version) {
            return List.of("ANALYZE " + object());
        }

        @Override
        public Risk risk() {
            return Risk.LOW;
        }

        @Override
        public String locks() {
            return SHARE_UPDATE_EXCLUSIVE.formatted(object());
        }

        @Override
        public Undo undo() {
            return new Undo.Impossible("New statistics replace the old ones; plans may change.");
        }

        @Override
        public String object() {
            return Identifier.qualified(schema, name);
        }
    }

    /**
     * {@code VACUUM}: removes dead rows; never truncates the table's end, which would need ACCESS EXCLUSIVE.
     *
     * @param schema the table's schema
     * @param name the table's name
     * @param options what it is told beyond the defaults
     */
    record Vacuum(String schema, String name, List<VacuumOption> options) implements Action {
        public Vacuum {
            Immutable.required(schema, "schema");
            Immutable.required(name, "name");
            options = Immutable.list(options).stream().sorted().distinct().toList();
        }

        @Override
        public String type() {
            return "vacuum";
        }

        @Override
        public List<String> statements(ServerVersion version) {
            String words = Stream.concat(
                            Stream.of("TRUNCATE FALSE"), options.stream().map(VacuumOption::sql))
                    .collect(Collectors.joining(", "));
            return List.of("VACUUM (" + words + ") " + object());
        }

        @Override
        public Risk risk() {
            return Risk.LOW;
        }

        @Override
        public String locks() {
            return SHARE_UPDATE_EXCLUSIVE.formatted(object());
        }

        @Override
        public Undo undo() {
            return new Undo.NotNeeded("It only removes rows that nobody can see.");
        }

        @Override
        public String object() {
            return Identifier.qualified(schema, name);
        }
    }

    /**
     * {@code REINDEX INDEX CONCURRENTLY}: builds the index anew beside the old one.
     *
     * @param schema the schema of index and table
     * @param name the index's name
     * @param table the table that it indexes
     */
    record ReindexIndex(String schema, String name, String table) implements Action {
        public ReindexIndex {
            Immutable.required(schema, "schema");
            Immutable.required(name, "name");
            Immutable.required(table, "table");
        }

        @Override
        public String type() {
            return "reindex-index";
        }

        @Override
        public List<String> statements(ServerVersion version) {
            return List.of("REINDEX INDEX CONCURRENTLY " + object());
        }

        @Override
        public Risk risk() {
            return Risk.MEDIUM;
        }

        @Override
        public String locks() {
            return SHARE_UPDATE_EXCLUSIVE.formatted(Identifier.qualified(schema, table))
                    + " It waits for older transactions and needs room for a second copy.";
        }

        @Override
        public Undo undo() {
            return new Undo.NotNeeded("The new index has the definition and the name of the old one.");
        }

        @Override
        public String object() {
            return Identifier.qualified(schema, name);
        }
    }

    /**
     * {@code DROP INDEX CONCURRENTLY}.
     *
     * @param schema the schema of index and table
     * @param name the index's name
     * @param table the table that it indexes
     * @param because what the executor must still find true at that time
     * @param coveredBy the index that serves instead, in the same schema; null when none is needed
     */
    record DropIndex(
            String schema,
            String name,
            String table,
            DropReason because,
            @Nullable String coveredBy) implements Action {
        public DropIndex {
            Immutable.required(schema, "schema");
            Immutable.required(name, "name");
            Immutable.required(table, "table");
            Immutable.required(because, "because");
        }

        @Override
        public String type() {
            return "drop-index";
        }

        @Override
        public List<String> statements(ServerVersion version) {
            return List.of("DROP INDEX CONCURRENTLY " + object());
        }

        @Override
        public Risk risk() {
            return Risk.MEDIUM;
        }

        @Override
        public String locks() {
            return SHARE_UPDATE_EXCLUSIVE.formatted(Identifier.qualified(schema, table))
                    + " It waits for older transactions.";
        }

        @Override
        public Undo undo() {
            return new Undo.SavedDefinition(
                    "The index can be built again from its definition, which is saved before it goes.");
        }

        @Override
        public String object() {
            return Identifier.qualified(schema, name);
        }
    }

    /**
     * {@code CREATE INDEX CONCURRENTLY}. Never {@code IF NOT EXISTS}: that succeeds on top of an invalid index.
     *
     * @param schema the schema of table and index
     * @param table the table to be indexed
     * @param name the new index's name
     * @param method e.g. {@code btree}
     * @param columns key columns in order
     * @param include columns that are only carried
     * @param unique true for a unique index
     * @param whereNotNull makes a partial index over rows where this column is not null; null for all rows
     */
    record CreateIndex(
            String schema,
            String table,
            String name,
            String method,
            List<IndexColumn> columns,
            List<String> include,
            boolean unique,
            @Nullable String whereNotNull)
            implements Action {
        public CreateIndex {
            Immutable.required(schema, "schema");
            Immutable.required(table, "table");
            Immutable.required(name, "name");
            Immutable.required(method, "method");
            columns = Immutable.list(columns);
            include = Immutable.list(include);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("field 'columns' is empty: an index needs at least one");
            }
        }

        @Override
        public String type() {
            return "create-index";
        }

        @Override
        public List<String> statements(ServerVersion version) {
            String keys = columns.stream().map(IndexColumn::sql).collect(Collectors.joining(", "));
            String carried =
                    include.stream().map(column -> new Identifier(column).sql()).collect(Collectors.joining(", "));
            return List.of("CREATE " + (unique ? "UNIQUE " : "") + "INDEX CONCURRENTLY " + new Identifier(name).sql()
                    + " ON "
                    + Identifier.qualified(schema, table) + " USING " + new Identifier(method).sql() + " (" + keys + ")"
                    + (carried.isEmpty() ? "" : " INCLUDE (" + carried + ")")
                    + (whereNotNull == null ? "" : " WHERE " + new Identifier(whereNotNull).sql() + " IS NOT NULL"));
        }

        @Override
        public Risk risk() {
            return Risk.MEDIUM;
        }

        @Override
        public String locks() {
            return SHARE_UPDATE_EXCLUSIVE.formatted(Identifier.qualified(schema, table))
                    + " It waits for older transactions and makes every later write a little dearer.";
        }

        @Override
        public Undo undo() {
            return new Undo.ByAction("Drop the new index.", new DropIndex(schema, name, table, DropReason.UNDO, null));
        }

        @Override
        public String object() {
            return Identifier.qualified(schema, name);
        }
    }

    /**
     * {@code pg_cancel_backend}: ends the running statement of one session.
     *
     * @param database the database that the session is in; null for one that is in none
     * @param backend the session, in the moment of its life that was looked at
     */
    record CancelBackend(@Nullable String database, BackendIdentity backend) implements Action {
        public CancelBackend {
            Immutable.required(backend, "backend");
        }

        @Override
        public String type() {
            return "cancel-backend";
        }

        @Override
        public List<String> statements(ServerVersion version) {
            return List.of(backend.statement("pg_cancel_backend"));
        }

        @Override
        public Risk risk() {
            return Risk.MEDIUM;
        }

        @Override
        public String locks() {
            return "None.";
        }

        @Override
        public Undo undo() {
            return new Undo.Impossible("The cancelled statement is rolled back; the application has to repeat it.");
        }

        @Override
        public String object() {
            return "session " + backend.pid();
        }
    }

    /**
     * {@code pg_terminate_backend}: ends one session.
     *
     * @param database the database that the session is in; null for one that is in none
     * @param backend the session, in the moment of its life that was looked at
     */
    record TerminateBackend(@Nullable String database, BackendIdentity backend) implements Action {
        public TerminateBackend {
            Immutable.required(backend, "backend");
        }

        @Override
        public String type() {
            return "terminate-backend";
        }

        @Override
        public List<String> statements(ServerVersion version) {
            return List.of(backend.statement("pg_terminate_backend"));
        }

        @Override
        public Risk risk() {
            return Risk.HIGH;
        }

        @Override
        public String locks() {
            return "None.";
        }

        @Override
        public Undo undo() {
            return new Undo.Impossible("The session's transaction is rolled back and its connection closed.");
        }

        @Override
        public String object() {
            return "session " + backend.pid();
        }
    }

    /** A type that this version does not know: kept and counted, never run. */
    record Unrecognized(
            @Nullable String type,
            @JsonAnySetter @JsonAnyGetter @JsonInclude Map<String, Object> rest) implements Action {
        public Unrecognized {
            rest = Immutable.map(rest);
        }

        @Override
        public List<String> statements(ServerVersion version) {
            return List.of();
        }

        @Override
        public Risk risk() {
            return Risk.HIGH;
        }

        @Override
        public String locks() {
            return "Unknown.";
        }

        @Override
        public Undo undo() {
            return new Undo.Impossible("This version does not know the action.");
        }

        @Override
        public String object() {
            return "unrecognized action " + type;
        }
    }
}
