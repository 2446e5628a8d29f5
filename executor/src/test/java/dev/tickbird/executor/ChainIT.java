package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.runtime.audit.AnchorFile;
import dev.tickbird.runtime.audit.AnchorLine;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.ChainHead;
import dev.tickbird.schemas.execution.ChainLink;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The chain of outcomes through everything that may interrupt it. */
@ExtendWith(SharedKafka.class)
class ChainIT {
    private static final String ONE = "orders/here/one";
    private static final String TWO = "orders/here/two";

    @EveryMajor(only = 18)
    void staysWhole_throughARefusalARestartAndADeathWithinATransaction(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws Exception {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            bench.start();
            analyze(bench);
            Order.Run refused = bench.order(Orders.run(
                    new Analyze("public", "t"),
                    bench.target("t", null),
                    Instant.now().minusSeconds(3600 * 24 * 15)));
            assertThat(bench.end(refused.action()).state()).isEqualTo(ActionState.EXPIRED);
            bench.stop();
            Outcome last = bench.outcomes(Bench.INSTANCE).getLast();
            bench.dieWriting(
                    "one",
                    Topic.OUTCOMES,
                    Partitions.key("orders", refused.action().value()),
                    last);
            bench.start();
            analyze(bench);

            assertWhole(bench, "here/one", bench.outcomes(Bench.INSTANCE));
            assertThat(bench.outcomes(Bench.INSTANCE))
                    .as("two actions with four outcomes each, and the refusal")
                    .hasSize(9);
            assertThat(new AnchorFile(bench.anchor("one")).read().compared())
                    .as("what ended is anchored")
                    .singleElement()
                    .isEqualTo(head(bench.outcomes(Bench.INSTANCE).getLast()));
        }
    }

    @EveryMajor(only = 18)
    void isContinuedByAnotherExecutorInAChainOfItsOwn(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            bench.start("one");
            analyze(bench);
            bench.stop();
            bench.start("two");
            analyze(bench);
            List<Outcome> all = bench.outcomes(Bench.INSTANCE);
            assertThat(all).hasSize(8);
            assertWhole(bench, "here/one", all.subList(0, 4));
            assertWhole(bench, "here/two", all.subList(4, 8));
            assertThat(bench.heads()).containsOnlyKeys(ONE, TWO);
            bench.stop();
            bench.start("one");
            analyze(bench);
            assertThat(link(bench.outcomes(Bench.INSTANCE).getLast()).sequence())
                    .as("the first goes on where it was")
                    .isEqualTo(7);
        }
    }

    @EveryMajor(only = 18)
    void runsNothing_whenItsHistoryWasCut_untilSomebodyAcceptsIt(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            Watched other = bench.add(postgres.database(major), "bills", port(bench));
            bench.files("""
                    instances:
                      orders: {actions: [analyze, vacuum], runsPerHour: 100}
                      bills: {actions: [analyze], runsPerHour: 100}
                    """);
            other.database().execute("CREATE TABLE t (id int)", "ALTER TABLE t OWNER TO " + other.owner());
            bench.start();
            analyze(bench);
            analyze(bench, other);
            String older = bench.heads().get(ONE);
            analyze(bench);
            bench.stop();
            bench.head(ONE, Objects.requireNonNull(older));
            bench.start();
            Order.Run waiting = bench.order(new Vacuum("public", "t", List.of()), bench.target("t", null));
            Outcome waits = bench.await(waiting.action(), "the wait", outcome -> outcome.reason() != null);
            assertThat(waits.reason())
                    .contains("the history of outcomes was cut")
                    .contains("ends not before 7, on the topic chains at 3")
                    .contains("tickbird audit accept --anchor");
            assertThat(link(waits).sequence()).as("a hole stays a hole").isEqualTo(9);
            assertThat(bench.health()).contains("\"status\":\"DOWN\"", "nothing runs on orders");
            assertThat(bench.metrics()).contains("tickbird_executor_chain_blocked{agent=\"executor\"} 1.0");

            analyze(bench, other);

            bench.stop();
            bench.start();
            Order.Run second = bench.order(new Analyze("public", "t"), bench.target("t", null));
            bench.await(second.action(), "the wait after a restart", outcome -> outcome.reason() != null);

            new AnchorFile(bench.anchor("one"))
                    .append(List.of(AnchorLine.accepted(
                            Bench.INSTANCE,
                            new AnchorLine.Acceptance("ann", "the topic was restored"),
                            Instant.now())));
            ActionsIT.succeeded(bench, waiting);
            analyze(bench, other);
            ActionsIT.succeeded(bench, second);
            assertThat(bench.health()).doesNotContain("DOWN");
        }
    }

    @EveryMajor(only = 18)
    void runsNothing_whenTheHeadOfItsChainWasForged(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            ChainHead forged = new ChainHead(Bench.INSTANCE, "here/one", 1000, "0".repeat(64), Instant.now());
            bench.head(ONE, bench.keys.ann().sign(Codec.encode(forged), ChainHead.JWS_TYPE));
            bench.start();
            Order.Run order = bench.order(new Analyze("public", "t"), bench.target("t", null));
            Outcome waits = bench.await(order.action(), "the wait", outcome -> outcome.reason() != null);
            assertThat(waits.reason()).contains("does not count").contains("may not sign this");
            assertThat(link(waits).sequence()).isLessThan(1000);
        }
    }

    @EveryMajor(only = 18)
    void runsNothing_whenItsOutcomesWereDeleted(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws Exception {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            bench.start();
            analyze(bench);
            bench.stop();
            bench.eraseOutcomes();
            bench.start();
            Order.Run order = bench.order(new Analyze("public", "t"), bench.target("t", null));
            Outcome waits = bench.await(order.action(), "the wait", outcome -> outcome.reason() != null);
            assertThat(waits.reason())
                    .contains(
                            "the history of outcomes was cut", "orders/here/one, 3 of", "is not on the topic outcomes");
            bench.stop();
            bench.start();
            Order.Run second = bench.order(new Analyze("public", "t"), bench.target("t", null));
            bench.await(second.action(), "the wait after a restart", outcome -> outcome.reason() != null);
        }
    }

    private static int port(Bench bench) {
        return bench.database.server().port();
    }

    private static void analyze(Bench bench, Watched other) {
        ActionsIT.succeeded(
                bench,
                bench.order(
                        Orders.run(new Analyze("public", "t"), other.target("t", null, port(bench)), Instant.now())));
    }

    private static void analyze(Bench bench) {
        ActionsIT.succeeded(bench, bench.order(new Analyze("public", "t"), bench.target("t", null)));
    }

    private static void assertWhole(Bench bench, String writer, List<Outcome> outcomes) {
        String previous = ChainLink.BEGINNING;
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            ChainLink link = link(outcome);
            assertThat(link.sequence()).isEqualTo(i);
            assertThat(link.writer()).isEqualTo(writer);
            assertThat(link.previous()).isEqualTo(previous);
            assertThat(link.hash())
                    .isEqualTo(
                            ChainLink.hash(writer, i, previous, Codec.mapper().valueToTree(outcome)));
            previous = link.hash();
        }
        assertThat(bench.heads())
                .containsEntry("orders/" + writer, link(outcomes.getLast()).jws());
    }

    private static ChainHead head(Outcome outcome) {
        ChainLink link = link(outcome);
        return new ChainHead(outcome.instance(), link.writer(), link.sequence(), link.hash(), outcome.at());
    }

    private static ChainLink link(Outcome outcome) {
        return Objects.requireNonNull(outcome.chain());
    }
}
