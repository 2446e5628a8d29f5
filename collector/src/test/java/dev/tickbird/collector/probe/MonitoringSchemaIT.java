package dev.tickbird.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.collector.fixture.Watched;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.InstallMonitoringViews;
import dev.tickbird.schemas.action.MonitoringView;
import dev.tickbird.schemas.action.StatementsSource;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.fleet.MonitoringViews;
import dev.tickbird.schemas.snapshot.MonitoringSchema;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a look says of the schema that the fleet file wants for monitoring views. */
class MonitoringSchemaIT {
    private static final String NAME = "we\"ird; --";

    @EveryMajor
    void knowsOurViews_andWhatElseIsThere(int major, TestPostgres postgres) throws SQLException {
        Watched watched = new Watched(postgres.database(major));
        assertThat(look(watched)).isEqualTo(absent());

        watched.database()
                .execute("CREATE SCHEMA \"we\"\"ird\"", "CREATE EXTENSION pg_stat_statements SCHEMA \"we\"\"ird\"");
        ServerVersion version = ServerVersion.major(major);
        StatementsSource source = new StatementsSource("we\"ird", version(watched));
        Action install = new InstallMonitoringViews(NAME, source, false);
        watched.database().execute(install.statements(version).toArray(String[]::new));

        MonitoringSchema ours = look(watched);
        assertThat(ours.ours()).isTrue();
        assertThat(ours.comment()).isEqualTo(MonitoringView.schemaComment(version, source));
        assertThat(ours.views()).containsExactlyInAnyOrderElementsOf(MonitoringView.names());
        assertThat(ours.others()).isEmpty();
        assertThat(ours.statementsSchema()).isEqualTo("we\"ird");

        assertThat(rowsOfAll(watched))
                .as("every view answers the monitoring login")
                .containsEntry("slow_queries", true);

        String in = "\"we\"\"ird; --\".";
        watched.database()
                .execute(
                        "COMMENT ON VIEW " + in + "table_health IS 'mine'",
                        "DROP VIEW " + in + "index_usage",
                        "CREATE FUNCTION " + in + "f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        MonitoringSchema shared = look(watched);
        assertThat(shared.views())
                .containsExactly("long_running_queries", "partition_health", "slow_queries", "table_bloat");
        assertThat(shared.others()).containsExactly("function " + in + "f()", "view " + in + "table_health");
    }

    /** Reads every view as the monitoring login, and says which had rows. */
    private static Map<String, Boolean> rowsOfAll(Watched watched) throws SQLException {
        Map<String, Boolean> rows = new HashMap<>();
        try (Connection connection = watched.monitor().open(watched.database().name());
                Statement statement = connection.createStatement()) {
            for (String view : MonitoringView.names()) {
                try (ResultSet all = statement.executeQuery("SELECT * FROM " + Identifier.qualified(NAME, view))) {
                    rows.put(view, all.next());
                }
            }
        }
        return rows;
    }

    private static MonitoringSchema absent() {
        return new MonitoringSchema(NAME, null, null, List.of(), List.of(), null);
    }

    private static String version(Watched watched) {
        return watched.database()
                .query("SELECT extversion FROM pg_extension WHERE extname = 'pg_stat_statements'")
                .getFirst();
    }

    private static MonitoringSchema look(Watched watched) throws SQLException {
        try (Connection connection = watched.monitor().open(watched.database().name())) {
            return requireNonNull(new RelationsProbe(new MonitoringViews(NAME, false))
                    .read(connection, Depth.CHANGED)
                    .content()
                    .monitoring());
        }
    }
}
