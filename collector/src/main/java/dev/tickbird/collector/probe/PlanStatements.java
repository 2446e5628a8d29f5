package dev.tickbird.collector.probe;

import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.plan.PlanAccess;
import dev.tickbird.schemas.plan.PlanAccess.Comparison;
import dev.tickbird.schemas.plan.PlanAccess.Condition;
import java.util.List;

/** What is sent to ask the planner: written anew for each question, so there is no file of it. */
public final class PlanStatements {
    private static final String ABOUT = """
            -- plans.explain, from PostgreSQL 13
            -- Purpose: Whether the planner would use an index that is not there, for conditions on columns of PostgreSQL's own types.
            -- Privileges: SELECT on the table; nothing is planned without, nor where planning could run somebody's code
            -- Cost: planning alone; nothing is read of the table
            -- Locks: ACCESS SHARE on the table for the length of the question
            """;

    private PlanStatements() {}

    /** The statements of one question, in their order, on a table {@code schema.orders}. */
    public static String described() {
        List<IndexColumn> keys = List.of(IndexColumn.ascending("customer"), IndexColumn.ascending("made"));
        PlanAccess access = new PlanAccess(
                List.of(new Condition("customer", Comparison.EQUAL), new Condition("made", Comparison.RANGE)),
                List.of(),
                null);
        ProbeStatement probe = ProbeStatement.of("schema", "orders", access);
        return ABOUT
                + String.join(
                        "\n;\n",
                        Planner.SETTINGS.replace("; ", "\n;\n"),
                        Planner.prepare("tickbird_probe_0", probe),
                        Planner.explain("tickbird_probe_0", probe),
                        "-- and again where HypoPG is installed, after",
                        Planner.hypothetical("hypopg_schema")
                                .replace("?", "'" + ProbeStatement.index("schema", "orders", keys) + "'"),
                        "ROLLBACK",
                        "DEALLOCATE tickbird_probe_0",
                        Planner.reset("hypopg_schema"))
                + "\n;";
    }
}
