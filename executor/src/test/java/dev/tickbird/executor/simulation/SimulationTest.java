package dev.tickbird.executor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tickbird.schemas.execution.ActionState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Runs the executor through seeded trouble. {@code -Dtickbird.simulation.seed=S} runs one seed again, {@code
 * -Dtickbird.simulation.seeds=N} as many as wanted.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("tickbird.simulation.seeds", 1500);
    private static final int UNKNOWN = 20;

    /** What the executor itself calls a fault. */
    private static final ListAppender<ILoggingEvent> FAULTS = new ListAppender<>();

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.tickbird.executor");

    private final Ordering ordering = new Ordering();

    @BeforeAll
    static void listen() {
        LOG.setLevel(Level.ERROR);
        FAULTS.start();
        LOG.addAppender(FAULTS);
    }

    @AfterAll
    static void listenNoMore() {
        LOG.detachAppender(FAULTS);
        LOG.setLevel(null);
    }

    private record Fate(long seed, List<String> wrong, String story, Set<ActionState> ends, long steps) {}

    private Fate fate(long seed, Flaw flaw) {
        Simulation simulation = new Simulation(seed, ordering, flaw);
        List<String> wrong = simulation.run();
        return new Fate(seed, wrong, wrong.isEmpty() ? "" : simulation.story(), simulation.ends(), simulation.steps());
    }

    @Test
    void endsEveryOrderOnce_whateverHappens() {
        Long only = Long.getLong("tickbird.simulation.seed");
        LongStream seeds = only != null
                ? LongStream.of(only)
                : LongStream.concat(
                        LongStream.rangeClosed(1, SEEDS),
                        ThreadLocalRandom.current().longs(UNKNOWN, SEEDS + 1L, Long.MAX_VALUE));
        List<Fate> fates =
                seeds.parallel().mapToObj(seed -> fate(seed, Flaw.NONE)).toList();
        List<Fate> bad = fates.stream().filter(fate -> !fate.wrong().isEmpty()).toList();
        assertThat(bad)
                .as(() -> bad.size() + " of " + fates.size() + " seeds fail; the first: "
                        + bad.getFirst().wrong() + "\n" + bad.getFirst().story())
                .isEmpty();
        assertThat(FAULTS.list).isEmpty();
        if (only == null) {
            Set<ActionState> seen = EnumSet.noneOf(ActionState.class);
            fates.forEach(fate -> seen.addAll(fate.ends()));
            assertThat(seen)
                    .contains(
                            ActionState.QUEUED,
                            ActionState.RETRY_WAIT,
                            ActionState.RUNNING,
                            ActionState.VERIFYING,
                            ActionState.SUCCEEDED,
                            ActionState.FAILED,
                            ActionState.ABORTED,
                            ActionState.REVOKED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void notices_whenTheWorldIsBroken(Flaw flaw) {
        assertThat(LongStream.rangeClosed(1, 400)
                        .anyMatch(seed -> !fate(seed, flaw).wrong().isEmpty()))
                .isTrue();
    }

    @Test
    void givesTheSameRun_forTheSameSeed() {
        Simulation once = new Simulation(8, ordering, Flaw.NONE);
        Simulation again = new Simulation(8, ordering, Flaw.NONE);
        assertThat(once.run()).isEqualTo(again.run());
        assertThat(once.story()).isEqualTo(again.story()).contains("RUNNING");
    }
}
