package dev.tickbird.collector.probe;

import dev.tickbird.schemas.snapshot.StatementCounters;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pg_stat_statements holds.
 *
 * @param statsReset null before 14 or when unknown
 * @param evictions null before 14
 * @param other the sum of all that are not listed
 */
public record StatementsContent(
        String extensionVersion,
        @Nullable Instant statsReset,
        @Nullable Long evictions,
        List<StatementCounters> statements,
        @Nullable StatementCounters other) {
    public StatementsContent {
        statements = List.copyOf(statements);
    }
}
