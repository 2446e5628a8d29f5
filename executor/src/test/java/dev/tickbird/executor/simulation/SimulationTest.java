package dev.tickbird.executor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.execution.ActionState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs the executor through seeded trouble. {@code -Dtickbird.simulation.seed=S} runs one seed again, {@code
 * -Dtickbird.simulation.seeds=N} as many as wanted.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("tickbird.simulation.seeds", 2000);
    private static final int UNKNOWN = 20;

    private final Ordering ordering = new Ordering();

    private record Fate(long seed, List<String> wrong, String story, Set<ActionState> ends, long steps) {}

    private Fate fate(long seed) {
        Simulation simulation = new Simulation(seed, ordering);
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
        List<Fate> fates = seeds.parallel().mapToObj(this::fate).toList();
        List<Fate> bad = fates.stream().filter(fate -> !fate.wrong().isEmpty()).toList();
        assertThat(bad)
                .as(() -> bad.size() + " of " + fates.size() + " seeds fail; the first: "
                        + bad.getFirst().wrong() + "\n" + bad.getFirst().story())
                .isEmpty();
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
}
