package dev.tickbird.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.collector.fixture.Watched;
import dev.tickbird.postgres.Connections;
import dev.tickbird.postgres.SqlLookup;
import dev.tickbird.postgres.SqlStatement;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every statement runs on every version for every login, and returns the columns that its header promises. */
class StatementsOnEveryVersionIT {
    private static final Map<Integer, Set<Query>> LATER = Map.of(
            13, EnumSet.of(Query.INSTANCE_WAL, Query.STATEMENTS_INFO, Query.RELATIONS_PULSE),
            14, EnumSet.of(Query.RELATIONS_PULSE));

    /** The columns that we read of it, as it documents them; the real one is no part of PostgreSQL. */
    private static final String QUALSTATS = """
            CREATE FUNCTION pg_qualstats() RETURNS TABLE (dbid oid, lrelid oid, lattnum smallint, opno oid, rrelid oid,
              qualid bigint, qualnodeid bigint, execution_count bigint, nbfiltered bigint, queryid bigint, eval_type "char")
            LANGUAGE sql AS 'SELECT 1::oid, 20000::oid, 1::smallint, 96::oid, NULL::oid, 1::bigint, 1::bigint, 1::bigint,
              1::bigint, 1::bigint, ''f''::"char"'
            """;

    @EveryMajor
    void returnsThePromisedColumns_asSuperuser(int major, TestPostgres postgres) throws SQLException {
        Watched watched = watched(major, postgres);
        check(major, watched.superuser(), watched.database().name(), Set.of());
    }

    @EveryMajor
    void returnsThePromisedColumns_asMonitor(int major, TestPostgres postgres) throws SQLException {
        Watched watched = watched(major, postgres);
        check(major, watched.monitor(), watched.database().name(), EnumSet.of(Query.RELATIONS_COLUMN_STATS_CATALOG));
    }

    private static Watched watched(int major, TestPostgres postgres) {
        Watched watched = new Watched(postgres.database(major)).withColumnStats();
        watched.database()
                .execute(
                        "CREATE EXTENSION pg_stat_statements", "CREATE TABLE t (a int PRIMARY KEY, b text)", QUALSTATS);
        return watched;
    }

    private static void check(int major, Connections connections, String database, Set<Query> forbidden)
            throws SQLException {
        List<Query> missing = new ArrayList<>();
        try (Connection connection = connections.open(database)) {
            for (Query query : Query.values()) {
                switch (query.find(ServerVersion.major(major))) {
                    case SqlLookup.Unsupported unsupported -> missing.add(query);
                    case SqlLookup.Found(SqlStatement statement) -> {
                        if (!forbidden.contains(query)) {
                            assertThat(columns(connection, statement))
                                    .as("columns of %s on %d", query, major)
                                    .isEqualTo(promised(statement));
                        }
                    }
                }
            }
        }
        assertThat(missing).containsExactlyElementsOf(LATER.getOrDefault(major, Set.of()));
    }

    private static List<String> columns(Connection connection, SqlStatement statement) throws SQLException {
        String sql = statement.text().replace("{schema}", "public");
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            for (int i = 1; i <= prepared.getParameterMetaData().getParameterCount(); i++) {
                if (prepared.getParameterMetaData().getParameterTypeName(i).startsWith("_")) {
                    prepared.setArray(i, connection.createArrayOf("int8", new Object[] {1259L}));
                } else {
                    prepared.setInt(i, 10);
                }
            }
            try (var rows = prepared.executeQuery()) {
                ResultSetMetaData data = rows.getMetaData();
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= data.getColumnCount(); i++) {
                    columns.add(data.getColumnName(i) + " " + data.getColumnTypeName(i));
                }
                return columns;
            }
        }
    }

    /** The lines after {@code -- Columns:}, name and type. */
    private static List<String> promised(SqlStatement statement) {
        return statement
                .header()
                .lines()
                .dropWhile(line -> !line.equals("-- Columns:"))
                .skip(1)
                .map(line -> line.substring(2).strip().split("\\s+", 3))
                .map(words -> words[0] + " " + words[1])
                .toList();
    }
}
