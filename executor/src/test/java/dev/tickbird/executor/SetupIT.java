package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.executor.setup.ExecutorSetup;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.action.InstallMonitoringViews;
import dev.tickbird.schemas.action.OptionChange;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.ValidateConstraint;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Measure;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The roles that {@code tickbird setup-sql} prints are enough for what they are printed for, on every version, and for nothing more. */
@ExtendWith(SharedKafka.class)
class SetupIT {
    private static final String HOSTILE = "we\"ird; --";

    @EveryMajor
    void theLoginOfAnOwnerMendsWhatItOwns(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder)
            throws SQLException {
        List<Action> actions = new ArrayList<>(List.of(
                new Vacuum("public", HOSTILE, List.of()),
                new CreateIndex(
                        "public",
                        HOSTILE,
                        "made",
                        "btree",
                        List.of(IndexColumn.ascending("id")),
                        List.of(),
                        false,
                        null,
                        null),
                new SetTableStorage("public", HOSTILE, List.of(new OptionChange("fillfactor", null, "90"))),
                new ValidateConstraint("public", HOSTILE, "positive"),
                new InstallMonitoringViews("tickbird_views", null, false),
                new RefreshMaterializedView("public", "totals", false)));
        if (major >= 15) {
            actions.add(new SetParameter(null, "log_lock_waits", "off", "on"));
        }
        Set<String> types = Set.of(
                "vacuum",
                "create-index",
                "set-table-storage",
                "validate-constraint",
                "refresh-materialized-view",
                "install-monitoring-views",
                "set-parameter",
                "cancel-backend");
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            Shop shop = Shop.open(bench, postgres.database(major), major, types);
            bench.start();
            for (Action action : actions) {
                shop.succeeds(action);
            }
            assertThat(shop.database.query("SELECT 1 FROM pg_indexes WHERE indexname = 'made'"))
                    .hasSize(1);
            if (major >= 16) {
                assertThat(shop.database.query("SELECT pg_has_role('" + shop.login + "', 'shop_owner', 'SET')"))
                        .as("it cannot become the owner")
                        .containsExactly("f");
            }
        } finally {
            postgres.server(major).execute("postgres", "ALTER SYSTEM RESET log_lock_waits", "SELECT pg_reload_conf()");
        }
    }

    @EveryMajor(only = {17, 18})
    void whereMaintainIsEnough_itOwnsNothing(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder)
            throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            Shop shop =
                    Shop.open(bench, postgres.database(major), major, Set.of("vacuum", "refresh-materialized-view"));
            bench.start();
            shop.succeeds(new Vacuum("public", HOSTILE, List.of()));
            shop.succeeds(new RefreshMaterializedView("public", "totals", false));
            assertThat(shop.database.query("SELECT pg_has_role('" + shop.login + "', 'shop_owner', 'MEMBER')"))
                    .containsExactly("f");

            Order.Run drop = shop.order(new DropIndex("public", "old", HOSTILE, DropReason.UNDO, null, null, null));
            Outcome refused = bench.end(drop.action());
            assertThat(refused.state()).isEqualTo(ActionState.FAILED);
            assertThat(refused.reason()).contains("may not maintain").contains("GRANT the owning role");
        }
    }

    @EveryMajor
    void theLoginForSlotsDropsThoseThatNobodyUses_andMayDoNothingElse(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws SQLException {
        TestDatabase database = postgres.database(major);
        String login = "slots_" + database.name();
        try (Bench bench = new Bench(broker, database, folder)) {
            ExecutorSetup setup = new ExecutorSetup(
                    new Identifier("owner_" + database.name()),
                    new Identifier("signal_" + database.name()),
                    new Identifier(login),
                    new Identifier("tb_monitor"),
                    List.of(),
                    Set.of("drop-replication-slot"),
                    major);
            assertThat(setup.dropsSlots()).isTrue();
            assertThat(setup.database()).as("no right in any database").isEmpty();
            setup.server().forEach(database::execute);
            database.execute("ALTER ROLE \"" + login + "\" PASSWORD '" + Watched.PASSWORD + "'");
            bench.slots(login);
            bench.start();
            String name = database.name();
            DropReplicationSlot moved = new DropReplicationSlot(name, "physical", null, null, "0/1", null);
            DropReplicationSlot idle = Slots.idle(database, name);

            Outcome stale = Slots.order(bench, moved);
            assertThat(stale.state()).as(stale.reason()).isEqualTo(ActionState.STALE);
            assertThat(stale.reason()).contains("somebody has used it");

            database.execute("GRANT pg_signal_backend TO \"" + login + "\"");
            Outcome tooMuch = Slots.order(bench, idle);
            assertThat(tooMuch.state()).isEqualTo(ActionState.FAILED);
            assertThat(tooMuch.reason()).contains("member of pg_signal_backend");
            database.execute("REVOKE pg_signal_backend FROM \"" + login + "\"");

            Outcome done = Slots.order(bench, idle);
            assertThat(done.state()).as(done.reason()).isEqualTo(ActionState.SUCCEEDED);
            assertThat(Slots.names(database)).doesNotContain(name);
            assertThat(done.before()).extracting(Measure::measure).contains("slot.retained", "slots.retained-most");
            assertThat(Slots.order(bench, idle).state()).isEqualTo(ActionState.SKIPPED);
        }
    }

    /** A database whose tables belong to somebody else, under the roles of the printed script. */
    private record Shop(Bench bench, TestDatabase database, Watched watched, String login) {
        static Shop open(Bench bench, TestDatabase database, int major, Set<String> actions) {
            String login = "owner_" + database.name();
            ExecutorSetup setup = new ExecutorSetup(
                    new Identifier(login),
                    new Identifier("signal_" + database.name()),
                    new Identifier("slots_" + database.name()),
                    new Identifier("tb_monitor"),
                    List.of(new Identifier("shop_owner")),
                    actions,
                    major);
            database.execute(
                    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_owner') THEN"
                            + " CREATE ROLE shop_owner NOLOGIN; END IF; END $$",
                    "CREATE TABLE \"we\"\"ird; --\" (id int)",
                    "CREATE INDEX old ON \"we\"\"ird; --\" (id)",
                    "INSERT INTO \"we\"\"ird; --\" SELECT generate_series(1, 1000)",
                    "ALTER TABLE \"we\"\"ird; --\" ADD CONSTRAINT positive CHECK (id > 0) NOT VALID",
                    "CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM \"we\"\"ird; --\"",
                    "GRANT ALL ON SCHEMA public TO shop_owner",
                    "ALTER TABLE \"we\"\"ird; --\" OWNER TO shop_owner",
                    "ALTER MATERIALIZED VIEW totals OWNER TO shop_owner");
            setup.server().forEach(database::execute);
            setup.database().forEach(database::execute);
            database.execute("ALTER ROLE \"" + login + "\" PASSWORD '" + Watched.PASSWORD + "'");
            bench.files("instances:\n  shop: {actions: [" + String.join(", ", Action.types())
                    + "], highestRisk: high, runsPerHour: 100}\n");
            Watched watched = bench.add(database, "shop", database.server().port());
            database.execute("REVOKE ALL ON SCHEMA public FROM \"" + login + "\"");
            return new Shop(bench, database, watched, login);
        }

        void succeeds(Action action) {
            Order.Run order = order(action);
            Outcome end = bench.end(order.action());
            assertThat(end.state()).as(action.type() + ": " + end.reason()).isEqualTo(ActionState.SUCCEEDED);
        }

        Order.Run order(Action action) {
            int port = database.server().port();
            ActionTarget target = switch (action) {
                case RefreshMaterializedView refresh -> watched.target(refresh.name(), null, port);
                case DropIndex drop -> watched.target(HOSTILE, drop.name(), port);
                default -> watched.target(HOSTILE, null, port);
            };
            return bench.order(ActionsIT.signed(bench, action, target));
        }
    }
}
