package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.executor.journal.Draft;
import dev.tickbird.runtime.fleet.FleetSigner;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.Window;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.PauseLift;
import dev.tickbird.schemas.fleet.PauseScope;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around an action: other objects, other sessions, other servers, crashes. */
@ExtendWith(SharedKafka.class)
class TroubleIT {
    private static final int FLOOD = 500;

    @EveryMajor(only = {13, 18})
    void sendsNothing_whenWhatWasApprovedIsNotThere(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            ActionsIT.index(bench, "dropped", "t", "id");
            ActionsIT.index(bench, "renamed", "t", "id");
            ActionsIT.index(bench, "replaced", "t", "id");
            DropIndex replaced = new DropIndex("public", "replaced", "t", DropReason.UNUSED, null, null, null);
            Order.Run gone = order(bench, "dropped");
            Order.Run renamed = order(bench, "renamed");
            Order.Run other = Orders.run(replaced, bench.target("t", "replaced"), Instant.now());
            ActionTarget here = bench.target("t", "replaced");
            Order.Run elsewhere = Orders.run(replaced, at(here, "127.0.0.2"), Instant.now());
            Order.Run clone = Orders.run(replaced, identified(here, "1234567"), Instant.now());
            bench.database.execute(
                    "DROP INDEX dropped",
                    "ALTER INDEX renamed RENAME TO moved",
                    "DROP INDEX replaced",
                    "CREATE INDEX replaced ON t (payload)");
            bench.start();
            List.of(gone, renamed, other, elsewhere, clone).forEach(bench::sendOrder);
            assertThat(stale(bench, gone)).contains("there is no index public.dropped");
            assertThat(stale(bench, renamed)).contains("there is no index public.renamed");
            assertThat(stale(bench, other)).contains("is not the one that was approved");
            assertThat(stale(bench, elsewhere)).contains("approved for 127.0.0.2");
            assertThat(stale(bench, clone)).contains("system identifier");
            assertThat(ActionsIT.indexes(bench)).isEqualTo(List.of("moved", "replaced"));
        }
    }

    @EveryMajor(only = 18)
    void refusesLoudly(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.database.execute("CREATE TABLE foreign_table (id int)");
            bench.start();
            Order.Run analyze =
                    bench.order(new Analyze("public", "foreign_table"), bench.target("foreign_table", null));
            Outcome end = bench.end(analyze.action());
            assertThat(end.state()).isEqualTo(ActionState.FAILED);
            assertThat(end.reason()).contains("GRANT MAINTAIN ON public.foreign_table TO app_owner");

            bench.sendOrder(analyze);
            bench.sendJws("not.a.signature");
            Order.Run forged = Orders.run(
                    new Analyze("public", "foreign_table"), bench.target("foreign_table", null), Instant.now());
            bench.sendJws(bench.keys.fleet().sign(Codec.encode(forged), Order.JWS_TYPE));
            bench.target(bench.spec(Mode.OBSERVE, bench.database.server().port()));
            Order.Run observed = bench.order(Orders.run(
                    new Analyze("public", "foreign_table"), bench.target("foreign_table", null), Instant.now()));
            assertThat(bench.end(observed.action()).reason()).contains("mode observe");
            assertThat(bench.deadLetters()).isEqualTo(List.of("signature-malformed", "signature-wrong-purpose"));
            assertThat(bench.states(forged.action())).isEmpty();
            assertThat(bench.outcomes(analyze.action()).stream()
                            .filter(outcome -> outcome.state().terminal()))
                    .hasSize(1);
        }
    }

    @EveryMajor(only = 18)
    void aFloodOfForgedAndRepeatedOrdersFillsNothingAndHoldsNothingUp(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            Analyze analyze = new Analyze("public", "t");
            Order.Run refused =
                    Orders.run(new Analyze("public", "t"), at(bench.target("t", null), "127.0.0.2"), Instant.now());
            Order.Run forged = Orders.run(analyze, bench.target("t", null), Instant.now());
            String stranger = bench.keys.fleet().sign(Codec.encode(forged), Order.JWS_TYPE);
            Order.Run unquorate = Orders.with(refused, List.of(), 1);
            String again = bench.keys.console().sign(Codec.encode(unquorate), Order.JWS_TYPE);
            bench.flood(FLOOD, stranger, again);
            Order.Run genuine = bench.order(analyze, bench.target("t", null));
            bench.start();
            ActionsIT.succeeded(bench, genuine);
            assertThat(bench.deadLetters()).hasSizeBetween(1, 100).containsOnly("signature-wrong-purpose");
            assertThat(bench.outcomes(refused.action()))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.reason()).contains("0 approvals"));
            assertThat(bench.states(forged.action())).isEmpty();
            assertThat(bench.metrics())
                    .as("all of it is counted, by reason")
                    .contains(
                            "tickbird_executor_orders_total{agent=\"executor\",result=\"signature-wrong-purpose\"} "
                                    + FLOOD + ".0",
                            "tickbird_executor_orders_total{agent=\"executor\",result=\"refused\"} " + FLOOD + ".0");
        }
    }

    @EveryMajor(only = 18)
    void waitsWhenTheTopicsWereRolledBack(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            bench.database.execute("UPDATE tickbird.fence SET policy_revision = 3, target_revision = 2");
            bench.start();
            Order.Run order = bench.order(new Analyze("public", "t"), bench.target("t", null));
            Outcome waits = bench.await(order.action(), "the wait", outcome -> outcome.reason() != null);
            assertThat(waits.reason())
                    .contains("policy 1 after 3, target 1 after 2")
                    .contains("--revision 4");
            FleetSigner fleet = new FleetSigner(bench.keys.fleet());
            bench.config(FleetPolicy.KEY, fleet.policy(FleetPolicy.EMPTY.withRevision(4)));
            bench.target(
                    bench.spec(Mode.EXECUTE, bench.database.server().port()).withRevision(4));
            ActionsIT.succeeded(bench, order);
            assertThat(bench.database.query("SELECT policy_revision || '/' || target_revision FROM tickbird.fence"))
                    .isEqualTo(List.of("4/4"));
        }
    }

    @EveryMajor(only = 18)
    void runsNothingWithASuperusersLogin(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            bench.database.execute("ALTER ROLE " + Bench.OWNER + " SUPERUSER");
            try {
                bench.start();
                Order.Run order = bench.order(new Analyze("public", "t"), bench.target("t", null));
                Outcome end = bench.end(order.action());
                assertThat(end.state()).isEqualTo(ActionState.FAILED);
                assertThat(end.reason()).contains("can do too much (SUPERUSER)");
                assertThat(end.runs()).isEmpty();
            } finally {
                bench.database.execute("ALTER ROLE " + Bench.OWNER + " NOSUPERUSER");
            }
        }
    }

    @EveryMajor(only = 18)
    void waitsWhilePaused_andIsRevokedMeanwhile(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            Pause pause = new Pause(PauseScope.FLEET, null, "ann", "freeze", Instant.now());
            String key = pause.key(UUID.randomUUID());
            bench.config(key, new ConfigRecord(null, pause));
            bench.start();
            Order.Run order = bench.order(new Analyze("public", "t"), bench.target("t", null));
            Order.Run revoked = bench.order(new Analyze("public", "t"), bench.target("t", null));
            Outcome waits = bench.await(order.action(), "the wait", outcome -> outcome.reason() != null);
            assertThat(waits.reason()).isEqualTo("paused by ann: freeze");
            assertThat(waits.lookAgainAt()).isNotNull();
            bench.sendOrder(new Order.Revoke(
                    "r", revoked.action(), revoked.instance(), revoked.digest(), "bob", "not today", Instant.now()));
            assertThat(bench.end(revoked.action()).state()).isEqualTo(ActionState.REVOKED);
            bench.stop();
            bench.start();
            bench.config(key, new FleetSigner(bench.keys.fleet()).lift(new PauseLift(key, "ann", Instant.now())));
            ActionsIT.succeeded(bench, order);
        }
    }

    @EveryMajor(only = {13, 18})
    void stopsWhatRuns_whenCancelled(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder)
            throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder);
                Connection reader = bench.database.dataSource().getConnection();
                Statement reading = reader.createStatement()) {
            ActionsIT.table(bench, "t");
            bench.start();
            reader.setAutoCommit(false);
            reading.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
            Order.Run order = bench.order(
                    new CreateIndex(
                            "public",
                            "t",
                            "new_one",
                            "btree",
                            List.of(IndexColumn.ascending("payload")),
                            List.of(),
                            false,
                            null,
                            null),
                    bench.target("t", null));
            bench.await(order.action(), "the run", outcome -> outcome.state() == ActionState.RUNNING);
            bench.sendOrder(new Order.Cancel(
                    "c", order.action(), order.instance(), order.digest(), "bob", "too slow", Instant.now()));
            Outcome stopped = bench.await(
                    order.action(), "the stop", outcome -> !outcome.runs().isEmpty());
            assertThat(stopped.reason()).isEqualTo("cancelled by bob: too slow");
            assertThat(stopped.state().terminal())
                    .as("its debris waits for the reader")
                    .isFalse();
            reader.rollback();
            Outcome end = bench.end(order.action());
            assertThat(end.state()).as(end.reason()).isEqualTo(ActionState.ABORTED);
            assertThat(end.reason()).isEqualTo("cancelled by bob: too slow");
            assertThat(end.cleanedUp()).isEqualTo(List.of("public.new_one"));
            assertThat(ActionsIT.indexes(bench)).isEmpty();
        }
    }

    @EveryMajor(only = {13, 18})
    void findsWhatACrashLeft(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            ActionsIT.index(bench, "done", "t", "id");
            Order.Run done = order(bench, "done");
            Order.Run half = Orders.run(
                    new CreateIndex(
                            "public",
                            "t",
                            "half",
                            "btree",
                            List.of(IndexColumn.ascending("payload")),
                            List.of(),
                            true,
                            null,
                            null),
                    bench.target("t", null),
                    Instant.now());
            crashed(bench, done);
            crashed(bench, half);
            bench.database.execute("DROP INDEX done", "UPDATE t SET payload = 'same' WHERE id < 3");
            // A unique build that fails leaves an invalid index, as one that is killed does.
            try {
                bench.database.execute("CREATE UNIQUE INDEX CONCURRENTLY half ON t (payload)");
            } catch (RuntimeException expected) {
                assertThat(expected).hasMessageContaining("half");
            }
            bench.database.execute("ALTER INDEX half OWNER TO " + Bench.OWNER, "UPDATE t SET payload = id::text");
            bench.start();
            Outcome found = ActionsIT.succeeded(bench, done);
            assertThat(found.reason()).contains("the executor was interrupted; the effect was found");
            Outcome again = ActionsIT.succeeded(bench, half);
            assertThat(again.attempt()).isEqualTo(2);
            assertThat(bench.outcomes(half.action()).stream().flatMap(outcome -> outcome.cleanedUp().stream()))
                    .isEqualTo(List.of("public.half"));
            assertThat(ActionsIT.indexes(bench)).isEqualTo(List.of("half"));
        }
    }

    @EveryMajor(only = {13, 18})
    void leavesNothing_whenAGuardEndsWhatWaitsForAnotherTry(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            Window over = new Window(null, Instant.now().minusSeconds(1));
            Order.Run order = Orders.run(build("half"), bench.target("t", null), Instant.now(), over);
            invalid(bench, "half");
            putOff(bench, order);
            bench.start();

            Outcome end = bench.end(order.action());

            assertThat(end.state()).as(end.reason()).isEqualTo(ActionState.EXPIRED);
            assertThat(end.reason()).startsWith("its window closed at");
            assertThat(end.cleanedUp()).isEqualTo(List.of("public.half"));
            assertThat(ActionsIT.indexes(bench)).isEmpty();
        }
    }

    @EveryMajor(only = {13, 18})
    void saysWhatIsLeft_whereItMayNotTouchTheServerAnyMore(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            Order.Run order = Orders.run(build("half"), at(bench.target("t", null), "elsewhere"), Instant.now());
            invalid(bench, "half");
            putOff(bench, order);
            bench.start();

            assertThat(stale(bench, order))
                    .contains("approved for elsewhere", "; an earlier attempt left public.half: drop it");
            assertThat(ActionsIT.indexes(bench)).isEqualTo(List.of("half"));
        }
    }

    private static CreateIndex build(String name) {
        return new CreateIndex(
                "public", "t", name, "btree", List.of(IndexColumn.ascending("payload")), List.of(), true, null, null);
    }

    /** A unique build that failed. */
    private static void invalid(Bench bench, String name) {
        bench.database.execute("UPDATE t SET payload = 'same' WHERE id < 3");
        assertThatThrownBy(() -> bench.database.execute("CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON t (payload)"))
                .hasMessageContaining(name);
        bench.database.execute("ALTER INDEX " + name + " OWNER TO " + Bench.OWNER, "UPDATE t SET payload = id::text");
    }

    /** The journal after a try whose debris could not be removed yet. */
    private static void putOff(Bench bench, Order.Run order) {
        String jws = bench.keys.console().sign(Codec.encode(order), Order.JWS_TYPE);
        JournalEntry queued = Draft.queued(order, jws, Instant.now());
        JournalEntry begun = Draft.after(queued).runningIn(1, Instant.EPOCH).at(Instant.now());
        bench.journal(Draft.after(begun)
                .state(ActionState.RETRY_WAIT)
                .reason("an older transaction was in the way")
                .at(Instant.now()));
    }

    /** The journal as an executor leaves it that dies while the statement runs. */
    private static void crashed(Bench bench, Order.Run order) {
        String jws = bench.keys.console().sign(Codec.encode(order), Order.JWS_TYPE);
        JournalEntry queued = Draft.queued(order, jws, Instant.now());
        bench.journal(Draft.after(queued).runningIn(1, Instant.EPOCH).at(Instant.now()));
    }

    private static Order.Run order(Bench bench, String index) {
        return Orders.run(
                new DropIndex("public", index, "t", DropReason.UNUSED, null, null, null),
                bench.target("t", index),
                Instant.now());
    }

    private static String stale(Bench bench, Order.Run order) {
        Outcome end = bench.end(order.action());
        assertThat(end.state()).as(end.reason()).isEqualTo(ActionState.STALE);
        assertThat(end.runs()).isEmpty();
        return String.valueOf(end.reason());
    }

    private static ActionTarget at(ActionTarget t, String host) {
        return new ActionTarget(
                t.instance(),
                t.cluster(),
                host,
                t.port(),
                t.serverVersion(),
                t.database(),
                t.databaseOid(),
                t.systemIdentifier(),
                t.timeline(),
                t.objectOid(),
                t.definitionHash());
    }

    private static ActionTarget identified(ActionTarget t, String systemIdentifier) {
        return new ActionTarget(
                t.instance(),
                t.cluster(),
                t.host(),
                t.port(),
                t.serverVersion(),
                t.database(),
                t.databaseOid(),
                systemIdentifier,
                t.timeline(),
                t.objectOid(),
                t.definitionHash());
    }
}
