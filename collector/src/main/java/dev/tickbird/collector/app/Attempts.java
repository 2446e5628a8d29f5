package dev.tickbird.collector.app;

import dev.tickbird.postgres.PostgresFailure;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Attempts to read one server, each with a limit of time. While the server is away only the canary goes on trying; it opens and closes the circuit
 * for all others. Safe for use by many threads.
 */
final class Attempts {
    private static final Duration TRIAL_AFTER = Duration.ofSeconds(30);

    private final CircuitBreaker circuit;
    private final ExecutorService threads;

    /**
     * Attempts for one server.
     *
     * @param threads runs the attempts, so that one that hangs can be left behind
     */
    Attempts(String instance, ExecutorService threads) {
        this.threads = threads;
        this.circuit = CircuitBreaker.of(
                instance,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(6)
                        .minimumNumberOfCalls(3)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(TRIAL_AFTER)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
    }

    /** The canary's attempt: always made, and what it finds counts for all. */
    <T> Attempt<T> canary(Duration limit, Callable<T> reading) throws InterruptedException {
        Attempt<T> attempt = made(limit, reading);
        switch (attempt) {
            case Attempt.Done<T> done -> circuit.reset();
            case Attempt.Failed<T> failed -> {
                if (failed.kind().meansUnreachable() && circuit.getState() == CircuitBreaker.State.CLOSED) {
                    circuit.transitionToOpenState();
                }
            }
            case Attempt.Skipped<T> skipped -> {}
        }
        return attempt;
    }

    /** Any other attempt: not made while the server is away. */
    <T> Attempt<T> attempt(Duration limit, Callable<T> reading) throws InterruptedException {
        if (!circuit.tryAcquirePermission()) {
            return new Attempt.Skipped<>();
        }
        long start = circuit.getCurrentTimestamp();
        Attempt<T> attempt = made(limit, reading);
        long took = circuit.getCurrentTimestamp() - start;
        if (attempt instanceof Attempt.Failed<T> failed && failed.kind().meansUnreachable()) {
            circuit.onError(took, circuit.getTimestampUnit(), failed.cause());
        } else {
            circuit.onSuccess(took, circuit.getTimestampUnit());
        }
        return attempt;
    }

    private <T> Attempt<T> made(Duration limit, Callable<T> reading) throws InterruptedException {
        TimeLimiter limiter = TimeLimiter.of(TimeLimiterConfig.custom()
                .timeoutDuration(limit)
                .cancelRunningFuture(true)
                .build());
        Future<T> future = threads.submit(reading);
        try {
            return new Attempt.Done<>(limiter.executeFutureSupplier(() -> future));
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            return failed(e.getCause() instanceof Exception cause ? cause : e);
        } catch (CancellationException e) {
            throw new InterruptedException("the attempt was cancelled");
        } catch (Exception e) {
            return failed(e);
        }
    }

    private static <T> Attempt<T> failed(Exception cause) {
        return new Attempt.Failed<>(PostgresFailure.of(cause), cause);
    }
}
