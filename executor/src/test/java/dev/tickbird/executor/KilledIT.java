package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.executor.Cases.Case;
import dev.tickbird.executor.HoldingProxy.Point;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An executor process is killed (SIGKILL) while every kind of action is under way, each on an instance of its own: after a restart each
 * ends once, took effect once, and leaves nothing behind.
 */
@ExtendWith(SharedKafka.class)
class KilledIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @EveryMajor(only = 18)
    void endsOnce_whenKilledBeforeAndAfterAStatement(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws Exception {
        try (HoldingProxy proxy = new HoldingProxy(postgres.server(major).port());
                Bench bench = new Bench(broker, postgres.database(major), folder);
                Cases cases = new Cases(bench, postgres, major, proxy.port())) {
            List<Case> before = cases.of(Cases.ALL);
            List<Case> after = cases.of(Cases.ALL);
            Path config = Files.writeString(folder.resolve("executor-process.yml"), bench.yaml());
            held(bench, proxy, before, Point.BEFORE, config);
            held(bench, proxy, after, Point.AFTER, config);
            try (ExecutorProcess _ = ExecutorProcess.start(config, folder.resolve("log"))) {
                for (Case each : before) {
                    cases.ended(each);
                    assertThat(proxy.sent(each.database().name(), each.sql()))
                            .as("%s was sent again, and only then", each.kind())
                            .isEqualTo(1);
                }
                for (Case each : after) {
                    cases.ended(each);
                    assertThat(proxy.sent(each.database().name(), each.sql()))
                            .as("%s had taken effect", each.kind())
                            .isEqualTo(1);
                    assertThat(bench.end(each.order().action()).reason()).contains("the effect was found");
                }
            }
        }
    }

    @EveryMajor(only = {13, 18})
    void leavesNoDebris_whenKilledWhileAStatementWaits(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws Exception {
        try (Bench bench = new Bench(broker, postgres.database(major), folder);
                Cases cases =
                        new Cases(bench, postgres, major, postgres.server(major).port())) {
            List<Case> concurrent = cases.of(Cases.CONCURRENT);
            Path config = Files.writeString(folder.resolve("executor-process.yml"), bench.yaml());
            cases.write(concurrent);
            try (ExecutorProcess executor = ExecutorProcess.start(config, folder.resolve("log"))) {
                concurrent.forEach(each -> bench.sendOrder(each.order()));
                all(concurrent, "waits with the lock of the table in hand", Case::waitsWithTheLock);
                executor.kill();
            }
            cases.rollBack();
            try (ExecutorProcess _ = ExecutorProcess.start(config, folder.resolve("log"))) {
                concurrent.forEach(cases::ended);
            }
        }
    }

    /** Starts an executor, lets all orders come to the point, and kills it there. */
    private static void held(Bench bench, HoldingProxy proxy, List<Case> cases, Point point, Path config)
            throws InterruptedException {
        try (ExecutorProcess executor = ExecutorProcess.start(config, config.resolveSibling("log"))) {
            for (Case each : cases) {
                proxy.hold(each.database().name(), each.sql(), point);
                bench.sendOrder(each.order());
            }
            all(cases, "is held " + point, each -> proxy.holds(each.database().name(), each.sql()));
            assertThat(executor.alive()).isTrue();
            executor.kill();
        }
    }

    private static void all(List<Case> cases, String what, Predicate<Case> condition) {
        for (Case each : cases) {
            Await.until(LIMIT, each.kind() + " " + what, () -> condition.test(each));
        }
    }
}
