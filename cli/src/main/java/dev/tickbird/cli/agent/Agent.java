package dev.tickbird.cli.agent;

import dev.tickbird.runtime.kafka.KafkaSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An agent that this program can run.
 *
 * @param name as on the command line, and of its example {@code /config/NAME.yml}
 * @param about one sentence
 * @param config what its file is read into
 */
public record Agent<C>(
        String name,
        String about,
        Class<C> config,
        Function<C, KafkaSettings> kafka,
        BiFunction<C, InstantSource, Running> start) {

    /**
     * An agent that was started.
     *
     * @param process to close
     * @param health where its health and metrics are
     * @param pages where its pages are, if it has any
     */
    public record Running(
            AutoCloseable process,
            InetSocketAddress health,
            @Nullable URI pages) {}
}
