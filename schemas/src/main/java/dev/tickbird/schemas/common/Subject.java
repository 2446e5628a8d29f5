package dev.tickbird.schemas.common;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a finding is about. Names are the catalog's, schema-qualified by fields, never quoted. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "kind",
        visible = true,
        defaultImpl = Subject.Unrecognized.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Subject.Instance.class, name = "instance"),
    @JsonSubTypes.Type(value = Subject.Database.class, name = "database"),
    @JsonSubTypes.Type(value = Subject.Relation.class, name = "relation"),
    @JsonSubTypes.Type(value = Subject.Index.class, name = "index"),
    @JsonSubTypes.Type(value = Subject.Constraint.class, name = "constraint"),
    @JsonSubTypes.Type(value = Subject.Column.class, name = "column"),
    @JsonSubTypes.Type(value = Subject.Sequence.class, name = "sequence"),
    @JsonSubTypes.Type(value = Subject.Statement.class, name = "statement"),
    @JsonSubTypes.Type(value = Subject.Session.class, name = "session"),
    @JsonSubTypes.Type(value = Subject.PreparedTransaction.class, name = "prepared-transaction"),
    @JsonSubTypes.Type(value = Subject.Slot.class, name = "slot"),
    @JsonSubTypes.Type(value = Subject.Standby.class, name = "standby"),
    @JsonSubTypes.Type(value = Subject.Pool.class, name = "pool"),
    @JsonSubTypes.Type(value = Subject.Setting.class, name = "setting"),
    @JsonSubTypes.Type(value = Subject.Schedule.class, name = "schedule"),
})
public sealed interface Subject {
    /** The stable name of its kind. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    @Nullable
    String kind();

    /** What tells this subject from every other of its kind on the same instance; part of the finding's identifier. */
    @JsonIgnore
    String key();

    /** A short name for people, in no particular quoting. */
    @JsonIgnore
    String label();

    /** The database it lives in; null for what belongs to the whole server. */
    @JsonIgnore
    default @Nullable String inDatabase() {
        return null;
    }

    private static String join(String... parts) {
        return StableId.of("key", parts);
    }

    /** The whole server. */
    record Instance() implements Subject {
        @Override
        public String kind() {
            return "instance";
        }

        @Override
        public String key() {
            return "";
        }

        @Override
        public String label() {
            return "the server";
        }
    }

    /**
     * One database.
     *
     * @param database the database's name
     */
    record Database(String database) implements Subject {
        @Override
        public String kind() {
            return "database";
        }

        @Override
        public String key() {
            return join(database);
        }

        @Override
        public String label() {
            return "database " + database;
        }

        @Override
        public String inDatabase() {
            return database;
        }
    }

    /**
     * A table, partitioned table or materialized view.
     *
     * @param database the database it lives in
     * @param schema the table's schema
     * @param name the table's name
     * @param table the table's name again, so that every object of a table has one
     */
    record Relation(String database, String schema, String name, String table) implements Subject {
        public static Relation of(String database, String schema, String table) {
            return new Relation(database, schema, table, table);
        }

        @Override
        public String kind() {
            return "relation";
        }

        @Override
        public String key() {
            return join(database, schema, name);
        }

        @Override
        public String label() {
            return schema + "." + name;
        }

        @Override
        public String inDatabase() {
            return database;
        }
    }

    /**
     * An index.
     *
     * @param database the database it lives in
     * @param schema the schema of index and table
     * @param name the index's name
     * @param table the table that it indexes
     */
    record Index(String database, String schema, String name, String table) implements Subject {
        @Override
        public String kind() {
            return "index";
        }

        @Override
        public String key() {
            return join(database, schema, name);
        }

        @Override
        public String label() {
            return schema + "." + name;
        }

        @Override
        public String inDatabase() {
            return database;
        }
    }

    /**
     * A constraint of a table.
     *
     * @param database the database it lives in
     * @param schema the table's schema
     * @param name the constraint's name, e.g. a foreign key's
     * @param table the table that it constrains
     */
    record Constraint(String database, String schema, String name, String table) implements Subject {
        @Override
        public String kind() {
            return "constraint";
        }

        @Override
        public String key() {
            return join(database, schema, table, name);
        }

        @Override
        public String label() {
            return name + " on " + schema + "." + table;
        }

        @Override
        public String inDatabase() {
            return database;
        }
    }

    /**
     * A column of a table.
     *
     * @param database the database it lives in
     * @param schema the table's schema
     * @param name the column's name
     * @param table the table's name
     */
    record Column(String database, String schema, String name, String table) implements Subject {
        @Override
        public String kind() {
            return "column";
        }

        @Override
        public String key() {
            return join(database, schema, table, name);
        }

        @Override
        public String label() {
            return schema + "." + table + "." + name;
        }

        @Override
        public String inDatabase() {
            return database;
        }
    }

    /**
     * A sequence.
     *
     * @param database the database it lives in
     * @param schema the sequence's schema
     * @param name the sequence's name
     * @param table the table whose column it feeds; null when none is known
     */
    record Sequence(
            String database,
            String schema,
            String name,
            @Nullable String table) implements Subject {
        @Override
        public String kind() {
            return "sequence";
        }

        @Override
        public String key() {
            return join(database, schema, name);
        }

        @Override
        public String label() {
            return schema + "." + name;
        }

        @Override
        public String inDatabase() {
            return database;
        }
    }

    /**
     * A statement of pg_stat_statements.
     *
     * @param database the database it ran in; null when that database is gone
     * @param name the query id again, so that every subject has a name
     * @param queryId decimal text
     * @param user the role that ran it; null when that role is gone
     * @param text normalised and redacted
     */
    record Statement(
            @Nullable String database,
            String name,
            String queryId,
            @Nullable String user,
            @Nullable String text) implements Subject {
        @Override
        public String kind() {
            return "statement";
        }

        @Override
        public String key() {
            return join(database == null ? "" : database, queryId, user == null ? "" : user);
        }

        @Override
        public String label() {
            return "statement " + queryId;
        }

        @Override
        public @Nullable String inDatabase() {
            return database;
        }
    }

    /**
     * A session.
     *
     * @param database the database it is in; null for one that is in none
     * @param name the process id as text
     * @param pid the process id
     * @param backendStart with the process id it names one session for ever
     * @param user the role's name; null when unknown
     * @param application {@code application_name}; null when it gave none
     */
    record Session(
            @Nullable String database,
            String name,
            int pid,
            Instant backendStart,
            @Nullable String user,
            @Nullable String application)
            implements Subject {
        @Override
        public String kind() {
            return "session";
        }

        @Override
        public String key() {
            return join(Integer.toString(pid), backendStart.toString());
        }

        @Override
        public String label() {
            return "session " + pid;
        }

        @Override
        public @Nullable String inDatabase() {
            return database;
        }
    }

    /**
     * A transaction that was prepared for two-phase commit.
     *
     * @param database the database it was prepared in
     * @param name its global identifier
     */
    record PreparedTransaction(String database, String name) implements Subject {
        @Override
        public String kind() {
            return "prepared-transaction";
        }

        @Override
        public String key() {
            return join(database, name);
        }

        @Override
        public String label() {
            return "prepared transaction " + name;
        }

        @Override
        public String inDatabase() {
            return database;
        }
    }

    /**
     * A replication slot.
     *
     * @param name {@code slot_name}
     */
    record Slot(String name) implements Subject {
        @Override
        public String kind() {
            return "slot";
        }

        @Override
        public String key() {
            return join(name);
        }

        @Override
        public String label() {
            return "replication slot " + name;
        }
    }

    /**
     * A standby that streams from the server.
     *
     * @param name its {@code application_name}
     */
    record Standby(String name) implements Subject {
        @Override
        public String kind() {
            return "standby";
        }

        @Override
        public String key() {
            return join(name);
        }

        @Override
        public String label() {
            return "standby " + name;
        }
    }

    /**
     * A pool of connections.
     *
     * @param database the pool's database; null when it serves many
     * @param name the pool's name
     */
    record Pool(@Nullable String database, String name) implements Subject {
        @Override
        public String kind() {
            return "pool";
        }

        @Override
        public String key() {
            return join(database == null ? "" : database, name);
        }

        @Override
        public String label() {
            return "pool " + name;
        }

        @Override
        public @Nullable String inDatabase() {
            return database;
        }
    }

    /**
     * A setting of the server.
     *
     * @param name as in {@code pg_settings}
     */
    record Setting(String name) implements Subject {
        @Override
        public String kind() {
            return "setting";
        }

        @Override
        public String key() {
            return join(name);
        }

        @Override
        public String label() {
            return "setting " + name;
        }
    }

    /**
     * A schedule of the fleet file, or what it does to one relation.
     *
     * @param database the relation's database; null for the schedule as a whole
     * @param schema the relation's schema; null for the schedule as a whole
     * @param name the schedule's name
     * @param table the relation's name; null for the schedule as a whole
     */
    record Schedule(
            @Nullable String database,
            @Nullable String schema,
            String name,
            @Nullable String table) implements Subject {
        @Override
        public String kind() {
            return "schedule";
        }

        @Override
        public String key() {
            return table == null
                    ? join(name)
                    : join(name, String.valueOf(database), String.valueOf(schema), String.valueOf(table));
        }

        @Override
        public String label() {
            return table == null ? "schedule " + name : schema + "." + table + " by schedule " + name;
        }

        @Override
        public @Nullable String inDatabase() {
            return database;
        }
    }

    /** A kind that this version does not know: kept and counted, never acted on. */
    record Unrecognized(
            @Nullable String kind,
            @JsonAnySetter @JsonAnyGetter @JsonInclude Map<String, Object> rest) implements Subject {
        public Unrecognized {
            rest = Immutable.map(rest);
        }

        @Override
        public String key() {
            return join(String.valueOf(kind), String.valueOf(rest));
        }

        @Override
        public String label() {
            return "unrecognized " + kind;
        }
    }
}
