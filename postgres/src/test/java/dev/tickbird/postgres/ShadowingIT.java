package dev.tickbird.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Whoever may call our function that runs with its owner's rights cannot make it read, or run, something else. */
class ShadowingIT {
    private static final String PASSWORD = "not-a-secret";

    /** Every name that the function uses and that a temporary object could take. */
    private static final List<String> SHADOWED_TYPES = List.of("oid", "int2", "float4", "smallint", "real");

    @EveryMajor(only = {13, 18})
    void temporaryObjectsDoNotReachTheColumnStatistics(int major, TestPostgres postgres) throws SQLException {
        TestDatabase database = postgres.database(major);
        Identifier login = new Identifier("shadower_" + major);
        database.server().execute("postgres", MonitoringSetup.roles(login));
        database.execute(
                "ALTER ROLE " + login.sql() + " PASSWORD '" + PASSWORD + "'",
                "CREATE TABLE t AS SELECT 1 AS a",
                "ANALYZE t",
                MonitoringSetup.database(login),
                // The same function without its guard: proof that the attack is one.
                "CREATE FUNCTION tickbird.unguarded() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER"
                        + " AS 'SELECT pg_catalog.count(*) FROM pg_statistic'",
                "ALTER FUNCTION tickbird.unguarded() OWNER TO tickbird_owner",
                "GRANT EXECUTE ON FUNCTION tickbird.unguarded() TO " + login.sql());
        try (Connection connection = database.server()
                        .dataSource(database.name(), login.name(), PASSWORD)
                        .getConnection();
                Statement statement = connection.createStatement()) {
            long before = count(statement, "SELECT count(*) FROM tickbird.column_stats()");
            assertThat(before).isPositive();
            shadow(statement);
            assertThat(catchThrowable(() -> count(statement, "SELECT tickbird.unguarded()")))
                    .hasMessageContaining("run as tickbird_owner");
            assertThat(count(statement, "SELECT count(*) FROM tickbird.column_stats()"))
                    .isEqualTo(before);
        } finally {
            database.execute("DROP OWNED BY " + login.sql());
            database.server().execute("postgres", "DROP OWNED BY " + login.sql(), "DROP ROLE " + login.sql());
        }
    }

    private static void shadow(Statement statement) throws SQLException {
        statement.execute("CREATE FUNCTION pg_temp.evil() RETURNS int LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'run as %', current_user; END $$");
        statement.execute("GRANT EXECUTE ON FUNCTION pg_temp.evil() TO PUBLIC");
        statement.execute("CREATE TEMP VIEW pg_statistic AS SELECT s.* FROM (SELECT pg_temp.evil() AS starelid) AS s");
        statement.execute("GRANT SELECT ON pg_temp.pg_statistic TO PUBLIC");
        for (String type : SHADOWED_TYPES) {
            statement.execute("CREATE DOMAIN pg_temp.\"" + type + "\" AS text CHECK (pg_temp.evil() > 0)");
        }
    }

    private static long count(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
