package dev.tickbird.console.app;

import dev.tickbird.console.store.Pipeline;
import dev.tickbird.console.store.Pipeline.Stage;
import dev.tickbird.console.store.StoreException;
import dev.tickbird.schemas.execution.ActionState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code tickbird_actions} and {@code tickbird_actions_oldest_seconds} by state; read from the store at most every ten seconds. */
final class PipelineMetrics implements MeterBinder {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Pipeline pipeline;
    private final InstantSource clock;
    private List<Stage> stages = List.of();
    private Instant read = Instant.MIN;

    PipelineMetrics(Pipeline pipeline, InstantSource clock) {
        this.pipeline = pipeline;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (ActionState state : ActionState.values()) {
            String label = state.name().toLowerCase(Locale.ROOT);
            Gauge.builder(
                            "tickbird.actions",
                            () -> stage(state).map(Stage::actions).orElse(0L))
                    .tag("state", label)
                    .register(registry);
            if (!state.terminal()) {
                Gauge.builder("tickbird.actions.oldest", () -> age(state))
                        .baseUnit("seconds")
                        .tag("state", label)
                        .register(registry);
            }
        }
    }

    private double age(ActionState state) {
        return stage(state)
                .map(Stage::oldest)
                .map(oldest ->
                        (double) Duration.between(oldest, clock.instant()).toSeconds())
                .orElse(0.0);
    }

    private synchronized Optional<Stage> stage(ActionState state) {
        Instant now = clock.instant();
        if (read.plus(FRESH).isBefore(now)) {
            try {
                stages = pipeline.stages(null);
                read = now;
            } catch (StoreException e) {
                return Optional.empty();
            }
        }
        return stages.stream().filter(stage -> stage.state() == state).findFirst();
    }
}
