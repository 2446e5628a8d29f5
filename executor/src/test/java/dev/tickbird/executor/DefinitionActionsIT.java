package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.OptionChange;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.action.Undo;
import dev.tickbird.schemas.action.ValidateConstraint;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Actions that change what a table is told, or look at it once: from a signed order to the outcome. */
@ExtendWith(SharedKafka.class)
class DefinitionActionsIT {
    private static final String NAME = "we\"ird; --";
    private static final String QUOTED = ActionsIT.quoted(NAME);

    @EveryMajor(only = {13, 18})
    void setsStorageOptions_andTakesThemBack(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, NAME);
            bench.start();
            SetTableStorage action = storage(
                    new OptionChange("autovacuum_enabled", "false", null),
                    new OptionChange("autovacuum_vacuum_scale_factor", null, "0.01"),
                    new OptionChange("toast.autovacuum_vacuum_cost_delay", null, "2"));

            ActionsIT.succeeded(bench, bench.order(action, bench.target(NAME, null)));

            assertThat(options(bench)).isEqualTo("{autovacuum_vacuum_scale_factor=0.01}");
            assertThat(bench.database.query(
                            "SELECT t.reloptions FROM pg_class c JOIN pg_class t ON t.oid = c.reltoastrelid"
                                    + " WHERE c.relname = 'we\"ird; --'"))
                    .isEqualTo(List.of("{autovacuum_vacuum_cost_delay=2}"));
            Undo.ByAction undo = (Undo.ByAction) action.undo();
            Order.Run back = Orders.run(undo.action(), bench.target(NAME, null), Instant.now());
            ActionsIT.succeeded(
                    bench,
                    bench.order(Orders.with(
                            back, List.of(Orders.decision(back, "ann", PrincipalKind.PERSON, bench.keys.ann())), 1)));
            assertThat(options(bench)).isEqualTo("{autovacuum_enabled=false}");
        }
    }

    @EveryMajor(only = {13, 18})
    void leavesOptionsAlone_thatAreNotWhatWasApproved(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, NAME);
            bench.database.execute("ALTER TABLE " + QUOTED + " SET (fillfactor = 80)");
            bench.start();

            Outcome stale =
                    bench.end(bench.order(storage(new OptionChange("fillfactor", null, "70")), bench.target(NAME, null))
                            .action());
            Outcome done =
                    bench.end(bench.order(storage(new OptionChange("fillfactor", "90", "80")), bench.target(NAME, null))
                            .action());

            assertThat(stale.state()).isEqualTo(ActionState.STALE);
            assertThat(stale.reason()).contains("fillfactor is 80 now", "from not set");
            assertThat(done.state()).isEqualTo(ActionState.SKIPPED);
            assertThat(options(bench)).contains("fillfactor=80");
        }
    }

    @EveryMajor(only = {13, 18})
    void validatesConstraints_andSaysWhichRowsBreakThem(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, NAME);
            bench.database.execute(
                    "CREATE TABLE parent (id int PRIMARY KEY)",
                    "ALTER TABLE parent OWNER TO " + Bench.OWNER,
                    "INSERT INTO parent SELECT generate_series(1, 10000)",
                    "ALTER TABLE " + QUOTED + " ADD CONSTRAINT " + QUOTED + " CHECK (id > 0) NOT VALID",
                    "ALTER TABLE " + QUOTED + " ADD CONSTRAINT broken CHECK (id > 1) NOT VALID",
                    "ALTER TABLE " + QUOTED + " ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES parent NOT VALID");
            bench.start();

            ActionsIT.succeeded(bench, validate(bench, NAME));
            ActionsIT.succeeded(bench, validate(bench, "fk"));
            Outcome again = bench.end(validate(bench, "fk").action());
            Outcome broken = bench.end(validate(bench, "broken").action());
            Outcome gone = bench.end(validate(bench, "never").action());

            assertThat(again.state()).isEqualTo(ActionState.SKIPPED);
            assertThat(broken.state()).isEqualTo(ActionState.FAILED);
            assertThat(broken.reason()).contains("23514").doesNotContain("Failing row");
            assertThat(gone.state()).isEqualTo(ActionState.STALE);
            assertThat(validated(bench)).isEqualTo(List.of("broken f", "fk t", NAME + " t"));
        }
    }

    @EveryMajor(only = {13, 18})
    void runsNobodysFunctions_whenItValidates(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            bench.database.execute(
                    "CREATE TABLE called (who text)",
                    "GRANT INSERT ON called TO PUBLIC",
                    "CREATE FUNCTION spy(int) RETURNS bool LANGUAGE sql AS 'INSERT INTO public.called VALUES (current_user);"
                            + " SELECT true'",
                    "CREATE OPERATOR ### (LEFTARG = int, RIGHTARG = int, PROCEDURE = int4pl)",
                    "CREATE DOMAIN watched AS int CHECK (spy(VALUE))",
                    "ALTER TABLE t ADD COLUMN d watched",
                    "TRUNCATE called",
                    "ALTER TABLE t ADD CONSTRAINT calls CHECK (spy(id)) NOT VALID",
                    "ALTER TABLE t ADD CONSTRAINT operates CHECK (id ### 1 > 0) NOT VALID",
                    "ALTER TABLE t ADD CONSTRAINT domains CHECK (d IS NULL OR d > 0) NOT VALID");
            bench.start();

            for (String name : List.of("calls", "operates", "domains")) {
                Order.Run order = bench.order(new ValidateConstraint("public", "t", name), bench.target("t", null));
                Outcome refused = bench.end(order.action());
                assertThat(refused.state()).as(name).isEqualTo(ActionState.FAILED);
                assertThat(refused.reason()).contains("do not come with PostgreSQL");
            }
            assertThat(bench.database.query("SELECT who FROM called")).isEmpty();
        }
    }

    @EveryMajor(only = {13, 18})
    void refreshesMaterializedViews(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            bench.database.execute(
                    "CREATE MATERIALIZED VIEW " + QUOTED + " AS SELECT id FROM t WHERE id <= 10",
                    "ALTER MATERIALIZED VIEW " + QUOTED + " OWNER TO " + Bench.OWNER,
                    "DELETE FROM t WHERE id = 7");
            bench.start();

            Outcome refused = bench.end(refresh(bench, true).action());
            ActionsIT.succeeded(bench, refresh(bench, false));
            assertThat(rows(bench)).isEqualTo("9");
            bench.database.execute("CREATE UNIQUE INDEX k ON " + QUOTED + " (id)", "DELETE FROM t WHERE id = 8");
            ActionsIT.succeeded(bench, refresh(bench, true));
            assertThat(rows(bench)).isEqualTo("8");
            ActionsIT.succeeded(bench, refresh(bench, true));

            assertThat(refused.state()).isEqualTo(ActionState.FAILED);
            assertThat(refused.reason()).contains("no unique index");
        }
    }

    @EveryMajor(only = {13, 18})
    void setsParametersOfADatabase_andOfTheServerWhereItMay(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            String database = bench.database.name();
            bench.start();

            Outcome notOwner = parameter(bench, new SetParameter(database, "random_page_cost", null, "1.1"));
            bench.database.execute("ALTER DATABASE " + ActionsIT.quoted(database) + " OWNER TO " + Bench.OWNER);
            Outcome done = parameter(bench, new SetParameter(database, "random_page_cost", null, "1.2"));
            Outcome stale = parameter(bench, new SetParameter(database, "random_page_cost", "4", "1.3"));
            Outcome refused = parameter(bench, new SetParameter(null, "log_lock_waits", "off", "on"));

            assertThat(notOwner.state()).isEqualTo(ActionState.FAILED);
            assertThat(notOwner.reason()).contains("does not own the database");
            assertThat(done.state()).as(done.reason()).isEqualTo(ActionState.SUCCEEDED);
            assertThat(bench.database.query("SHOW random_page_cost")).isEqualTo(List.of("1.2"));
            assertThat(stale.state()).isEqualTo(ActionState.STALE);
            assertThat(stale.reason()).contains("at 1.2 now", "from at 4");
            assertThat(refused.state()).isEqualTo(ActionState.FAILED);
            assertThat(refused.reason()).contains(major == 13 ? "only a superuser" : "GRANT ALTER SYSTEM ON PARAMETER");
        }
    }

    @EveryMajor(only = {15, 18})
    void setsAParameterOfTheServer_andTakesItBack(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.start();
            bench.database.execute(
                    "GRANT ALTER SYSTEM ON PARAMETER log_autovacuum_min_duration TO " + Bench.OWNER,
                    "GRANT EXECUTE ON FUNCTION pg_reload_conf() TO " + Bench.OWNER);
            String before =
                    bench.database.query("SHOW log_autovacuum_min_duration").getFirst();
            String inItsUnit = bench.database
                    .query("SELECT setting || unit FROM pg_settings WHERE name = 'log_autovacuum_min_duration'")
                    .getFirst();
            assertThat(inItsUnit).as("as rules propose it").isNotEqualTo(before);
            SetParameter action = new SetParameter(null, "log_autovacuum_min_duration", inItsUnit, "90s");
            try {
                Outcome done = parameter(bench, action);
                assertThat(done.state()).as(done.reason()).isEqualTo(ActionState.SUCCEEDED);
                assertThat(bench.database.query("SHOW log_autovacuum_min_duration"))
                        .isEqualTo(List.of("90s"));
                assertThat(parameter(bench, new SetParameter(null, "log_autovacuum_min_duration", before, "90000ms"))
                                .state())
                        .isEqualTo(ActionState.SKIPPED);

                Outcome undone = parameter(bench, ((Undo.ByAction) action.undo()).action());
                assertThat(undone.state()).as(undone.reason()).isEqualTo(ActionState.SUCCEEDED);
                assertThat(bench.database.query("SHOW log_autovacuum_min_duration"))
                        .isEqualTo(List.of(before));
            } finally {
                bench.database.execute("ALTER SYSTEM RESET log_autovacuum_min_duration");
                bench.database.execute(
                        "SELECT pg_reload_conf()",
                        "REVOKE ALTER SYSTEM ON PARAMETER log_autovacuum_min_duration FROM " + Bench.OWNER,
                        "REVOKE EXECUTE ON FUNCTION pg_reload_conf() FROM " + Bench.OWNER);
            }
        }
    }

    /** High risk: ann signs with her own key. */
    private static Outcome parameter(Bench bench, Action action) {
        Order.Run bare = Orders.run(action, bench.target(null, null), Instant.now());
        return bench.end(bench.order(Orders.with(
                        bare, List.of(Orders.decision(bare, "ann", PrincipalKind.PERSON, bench.keys.ann())), 1))
                .action());
    }

    private static SetTableStorage storage(OptionChange... options) {
        return new SetTableStorage("public", NAME, List.of(options));
    }

    private static @Nullable String options(Bench bench) {
        return bench.database
                .query("SELECT reloptions FROM pg_class WHERE relname = 'we\"ird; --'")
                .getFirst();
    }

    private static Order.Run validate(Bench bench, String name) {
        return bench.order(new ValidateConstraint("public", NAME, name), bench.target(NAME, null));
    }

    private static List<String> validated(Bench bench) {
        return bench.database.query(
                "SELECT conname || ' ' || left(convalidated::text, 1) FROM pg_constraint WHERE conrelid = '" + QUOTED
                        + "'::regclass AND contype IN ('c', 'f') ORDER BY conname COLLATE \"C\"");
    }

    private static Order.Run refresh(Bench bench, boolean concurrently) {
        return bench.order(new RefreshMaterializedView("public", NAME, concurrently), bench.target(NAME, null));
    }

    private static String rows(Bench bench) {
        return bench.database.query("SELECT count(*) FROM " + QUOTED).getFirst();
    }
}
