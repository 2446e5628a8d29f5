package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.Immutable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The statements of one window.
 *
 * @param window the time between the two readings
 * @param totalMillis the execution time of all statements in it, listed or not
 */
public record StatementsCase(
        InstanceView instance, Instant at, Duration window, List<StatementDelta> statements, double totalMillis) {
    public StatementsCase {
        statements = Immutable.list(statements);
    }
}
