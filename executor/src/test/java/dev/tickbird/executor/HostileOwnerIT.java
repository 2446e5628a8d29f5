package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An owner of a table plants code that maintenance runs: it must not get what the executor's login may do elsewhere. */
@ExtendWith(SharedKafka.class)
class HostileOwnerIT {
    @EveryMajor(only = {13, 18})
    void whatAnOwnerPlantsInIndexesAndViews_getsNothingOfTheExecutors(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            TestDatabase database = bench.database;
            role(database, "mallory");
            role(database, "treasurer");
            database.execute(
                    "CREATE EXTENSION IF NOT EXISTS pgstattuple SCHEMA pg_catalog",
                    "GRANT mallory, treasurer TO " + Bench.OWNER,
                    "GRANT ALL ON SCHEMA public TO mallory",
                    "CREATE SCHEMA vault AUTHORIZATION treasurer",
                    "CREATE TABLE vault.secrets AS SELECT 'gold' AS secret",
                    "ALTER TABLE vault.secrets OWNER TO treasurer",
                    "CREATE TABLE public.called (who text)",
                    "CREATE TABLE public.stolen (secret text)",
                    "CREATE TABLE public.t (id int)",
                    "INSERT INTO public.t SELECT generate_series(1, 20000)",
                    """
                    CREATE FUNCTION public.strike() RETURNS void LANGUAGE plpgsql AS $$
                    BEGIN
                      INSERT INTO public.called VALUES (current_user);
                      BEGIN PERFORM set_config('role', 'treasurer', false); EXCEPTION WHEN OTHERS THEN NULL; END;
                      BEGIN PERFORM set_config('role', session_user, false); EXCEPTION WHEN OTHERS THEN NULL; END;
                      BEGIN INSERT INTO public.stolen SELECT secret FROM vault.secrets; EXCEPTION WHEN OTHERS THEN NULL; END;
                      BEGIN UPDATE tickbird.fence SET epoch = epoch + 1000; EXCEPTION WHEN OTHERS THEN NULL; END;
                    END $$""",
                    """
                    CREATE FUNCTION public.planted(id int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
                    BEGIN
                      IF id = 1 THEN PERFORM public.strike(); END IF;
                      RETURN id;
                    END $$""",
                    // What a session with another search_path would take for PostgreSQL's own.
                    "CREATE FUNCTION public.pg_backend_pid() RETURNS int LANGUAGE sql AS 'SELECT public.planted(1)'",
                    "CREATE INDEX airy ON public.t (public.planted(id)) WITH (fillfactor = 40)",
                    "ALTER INDEX public.airy RESET (fillfactor)",
                    "CREATE MATERIALIZED VIEW public.seen AS SELECT public.planted(id) AS id FROM public.t WHERE id < 10");
            for (String owned : new String[] {
                "TABLE public.called",
                "TABLE public.stolen",
                "TABLE public.t",
                "FUNCTION public.strike()",
                "FUNCTION public.planted(int)",
                "MATERIALIZED VIEW public.seen"
            }) {
                database.execute("ALTER " + owned + " OWNER TO mallory");
            }
            // The superuser who built it ran it too.
            database.execute("TRUNCATE public.called", "TRUNCATE public.stolen", "UPDATE tickbird.fence SET epoch = 0");
            bench.start();

            succeeds(bench, new Analyze("public", "t"), bench.target("t", null));
            succeeds(bench, new Vacuum("public", "t", List.of()), bench.target("t", null));
            succeeds(bench, new ReindexIndex("public", "airy", "t"), bench.target("t", "airy"));
            succeeds(bench, new RefreshMaterializedView("public", "seen", false), bench.target("seen", null));
            succeeds(
                    bench,
                    new CreateIndex(
                            "public",
                            "t",
                            "plain",
                            "btree",
                            List.of(IndexColumn.ascending("id")),
                            List.of(),
                            false,
                            null,
                            null),
                    bench.target("t", null));

            assertThat(database.query("SELECT DISTINCT who FROM public.called"))
                    .as("it did run, and as its owner alone")
                    .containsExactly("mallory");
            assertThat(database.query("SELECT secret FROM public.stolen")).isEmpty();
            assertThat(database.query("SELECT 1 FROM tickbird.fence WHERE epoch >= 1000"))
                    .isEmpty();
        }
    }

    private static void role(TestDatabase database, String name) {
        database.execute("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + name
                + "') THEN CREATE ROLE " + name + " NOLOGIN; END IF; END $$");
    }

    private static void succeeds(Bench bench, Action action, ActionTarget target) {
        Order.Run order = bench.order(action, target);
        Outcome end = bench.end(order.action());
        assertThat(end.state()).as(action.type() + ": " + end.reason()).isEqualTo(ActionState.SUCCEEDED);
    }
}
