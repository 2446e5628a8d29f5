package dev.tickbird.schemas.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One statement that was sent.
 *
 * @param statement exactly what was sent
 * @param startedAt when it was sent, by the executor's clock
 * @param millis how long it took
 * @param error SQLState and the server's primary message, never its detail; null when it went well
 */
public record StatementRun(
        String statement,
        Instant startedAt,
        long millis,
        @Nullable String error) {}
