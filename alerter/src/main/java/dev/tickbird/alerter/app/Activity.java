package dev.tickbird.alerter.app;

import dev.tickbird.alerter.channel.Channel;
import dev.tickbird.alerter.grouping.Board;
import dev.tickbird.runtime.Backoff;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.health.Condition;
import dev.tickbird.runtime.health.HealthCheck;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What the active alerter does: one loop that groups, and one for each receiver that sends. */
final class Activity implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);
    private static final SupervisedLoop.Policy POLICY =
            new SupervisedLoop.Policy(Backoff.DEFAULT, e -> true, Duration.ofSeconds(3));

    private final Shutdown shutdown = new Shutdown(CLOSE_LIMIT);
    private final List<SupervisedLoop> loops = new ArrayList<>();

    Activity(AlerterConfig config, List<Channel> channels, KafkaClients clients, Events events, InstantSource clock) {
        for (Channel channel : channels) {
            CircuitBreaker breaker = breaker(channel.name());
            add("sender-" + channel.name(), () -> SenderLoop.open(channel, breaker, clients, events, clock));
        }
        add(
                "grouping",
                () -> GroupingLoop.open(
                        clients, events, clock, new Board(config.routing(), config.timing(), config.consoleUrl())));
    }

    private void add(String name, SupervisedLoop.Opening opening) {
        SupervisedLoop loop = SupervisedLoop.start(name, opening, POLICY);
        loops.add(loop);
        shutdown.add(name, loop);
    }

    private static CircuitBreaker breaker(String receiver) {
        return CircuitBreaker.of(
                receiver,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(6)
                        .minimumNumberOfCalls(4)
                        .failureRateThreshold(75)
                        .waitDurationInOpenState(Duration.ofSeconds(10))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
    }

    Condition condition() {
        return loops.stream()
                .map(HealthCheck::condition)
                .filter(condition -> condition instanceof Condition.Down)
                .findFirst()
                .orElse(Condition.UP);
    }

    @Override
    public void close() {
        shutdown.close();
    }
}
