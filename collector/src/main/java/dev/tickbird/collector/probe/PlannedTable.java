package dev.tickbird.collector.probe;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.plan.PlanQuestion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table that the planner is to be asked about, and what planning for it could run.
 *
 * @param schema null: there is no table of that oid
 * @param ownCode functions or operators of somebody's own, which planning may run under our login
 * @param hypopgSchema null: HypoPG is not installed
 */
record PlannedTable(
        Instant serverTime,
        @Nullable String schema,
        @Nullable String name,
        @Nullable String kind,
        boolean schemaUsage,
        boolean readable,
        boolean rowSecurity,
        boolean foreignPart,
        boolean ownCode,
        @Nullable String hypopgSchema,
        boolean hypopgTrusted,
        boolean hypopgCallable) {
    private static final String PARTITIONED = "p";

    /** Why something cannot be had, and what would help. */
    record Obstacle(String reason, @Nullable String fix) {}

    static PlannedTable of(ResultSet row) throws SQLException {
        return new PlannedTable(
                Row.requiredInstant(row, "server_time"),
                row.getString("schema"),
                row.getString("name"),
                row.getString("kind"),
                row.getBoolean("schema_usage"),
                row.getBoolean("readable"),
                row.getBoolean("row_security"),
                row.getBoolean("foreign_part"),
                row.getBoolean("own_code"),
                row.getString("hypopg_schema"),
                row.getBoolean("hypopg_trusted"),
                row.getBoolean("hypopg_callable"));
    }

    boolean partitioned() {
        return PARTITIONED.equals(kind);
    }

    /** Why no plan is asked for. Without SELECT nothing is even planned: planning comes before the server looks at rights. */
    Optional<Obstacle> obstacle(PlanQuestion question, String login) {
        if (!question.schema().equals(schema) || !question.table().equals(name)) {
            return Optional.of(new Obstacle("The table is gone or has another name now.", null));
        }
        if (!"r".equals(kind) && !"m".equals(kind) && !partitioned()) {
            return Optional.of(new Obstacle("It is no table now.", null));
        }
        if (!schemaUsage || !readable) {
            return Optional.of(new Obstacle("Our login may not read the table, which EXPLAIN needs.", grant(login)));
        }
        if (rowSecurity) {
            return Optional.of(
                    new Obstacle("The table has row security: planning would run the code of its policies.", null));
        }
        if (foreignPart) {
            return Optional.of(new Obstacle("A partition lies on another server, which planning may ask.", null));
        }
        if (ownCode) {
            return Optional.of(new Obstacle(
                    "An index, statistics or the partition key use functions or operators that are not PostgreSQL's own:"
                            + " planning could run them under our login.",
                    null));
        }
        return Optional.empty();
    }

    private String grant(String login) {
        String role = new Identifier(login).sql();
        String select = "GRANT SELECT ON TABLE " + Identifier.qualified(String.valueOf(schema), String.valueOf(name))
                + " TO " + role;
        return schemaUsage
                ? select
                : "GRANT USAGE ON SCHEMA " + new Identifier(String.valueOf(schema)).sql() + " TO " + role + "; "
                        + select;
    }

    /** Why HypoPG is not asked; empty where it is. */
    Optional<Obstacle> withoutHypopg() {
        if (hypopgSchema == null) {
            return Optional.of(new Obstacle("HypoPG is not installed in this database.", "CREATE EXTENSION hypopg"));
        }
        if (!hypopgTrusted) {
            return Optional.of(new Obstacle(
                    "What is called HypoPG here does not belong to a superuser, or is not what it should be.", null));
        }
        if (!hypopgCallable) {
            return Optional.of(new Obstacle(
                    "Our login may not call HypoPG's functions.",
                    "GRANT USAGE ON SCHEMA " + new Identifier(hypopgSchema).sql() + " TO the monitoring role"));
        }
        return Optional.empty();
    }
}
