package dev.tickbird.collector.probe;

import dev.tickbird.schemas.common.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Asks a server for generic plans, in one transaction that is read-only and rolled back. Prepared statements and HypoPG's indexes
 * belong to the session and outlive a rollback: {@link #close} takes them away.
 */
final class Planner implements AutoCloseable {
    /** Policies are refused and constraints are not proved: neither may run code while a statement is planned. */
    static final String SETTINGS = "SET LOCAL transaction_read_only = on; SET LOCAL row_security = off;"
            + " SET LOCAL constraint_exclusion = off; SET LOCAL plan_cache_mode = force_generic_plan";

    private static final String NO_INDEX =
            "SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_bitmapscan = off";
    private static final String INDEX_AS_BEFORE =
            "SET LOCAL enable_indexscan TO DEFAULT; SET LOCAL enable_indexonlyscan TO DEFAULT; SET LOCAL enable_bitmapscan TO DEFAULT";
    private static final String NAME = "tickbird_probe_";

    private final Connection connection;
    private final Statement statement;
    private final List<String> prepared = new ArrayList<>();
    private String hypopg = "";

    Planner(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        this.statement = connection.createStatement();
        // what stands in braces is no escape but a name
        statement.setEscapeProcessing(false);
        statement.execute(SETTINGS);
    }

    static String prepare(String name, ProbeStatement probe) {
        return "/* tickbird:plans.prepare */ PREPARE " + name + " AS " + probe.sql();
    }

    static String explain(String name, ProbeStatement probe) {
        return "/* tickbird:plans.explain */ EXPLAIN (FORMAT JSON) EXECUTE " + name + probe.arguments();
    }

    /** Makes an index that is not there, and tells its name in plans and its size. */
    static String hypothetical(String schema) {
        String functions = new Identifier(schema).sql();
        return "/* tickbird:plans.hypopg */ SELECT h.indexname::pg_catalog.text, " + functions
                + ".hypopg_relation_size(h.indexrelid::pg_catalog.oid) FROM " + functions
                + ".hypopg_create_index(?::pg_catalog.text) AS h";
    }

    static String reset(String schema) {
        return "/* tickbird:plans.hypopg */ SELECT " + new Identifier(schema).sql() + ".hypopg_reset()";
    }

    /** Today's plan. */
    PlanTree now(ProbeStatement probe) throws SQLException {
        return plan(probe, Set.of());
    }

    /** The plan without any index. */
    PlanTree whole(ProbeStatement probe) throws SQLException {
        statement.execute(NO_INDEX);
        PlanTree plan = plan(probe, Set.of());
        statement.execute(INDEX_AS_BEFORE);
        return plan;
    }

    /** The plan with indexes that HypoPG made. */
    PlanTree with(Set<String> indexes, ProbeStatement probe) throws SQLException {
        return plan(probe, indexes);
    }

    /** A cached plan knows nothing of an index that came later: each question is prepared anew. */
    private PlanTree plan(ProbeStatement probe, Set<String> indexes) throws SQLException {
        String name = NAME + prepared.size();
        statement.execute(prepare(name, probe));
        prepared.add(name);
        try (ResultSet row = statement.executeQuery(explain(name, probe))) {
            row.next();
            return PlanTree.of(row.getString(1), indexes);
        }
    }

    /**
     * An index that is not there.
     *
     * @param name as plans name it
     * @param bytes by HypoPG's estimate
     */
    record Hypothetical(String name, long bytes) {}

    /**
     * Makes the planner of this session believe in an index.
     *
     * @param schema where HypoPG's functions are
     */
    Hypothetical believe(String schema, String index) throws SQLException {
        hypopg = schema;
        // a login may have it switched off
        statement.execute("SET LOCAL hypopg.enabled = on");
        try (PreparedStatement create = connection.prepareStatement(hypothetical(schema))) {
            create.setString(1, index);
            try (ResultSet row = create.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("HypoPG made no index", "22000");
                }
                return new Hypothetical(row.getString(1), row.getLong(2));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            connection.rollback();
            connection.setAutoCommit(true);
            for (String name : prepared) {
                statement.execute("DEALLOCATE " + name);
            }
            if (!hypopg.isEmpty()) {
                statement.execute(reset(hypopg));
            }
        } catch (SQLException e) {
            // what is left in the session would answer the next question
            connection.abort(Runnable::run);
            throw e;
        }
    }
}
