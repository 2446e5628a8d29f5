package dev.tickbird.analyzer.history;

import java.time.Instant;

/**
 * The uses of one index definition on one table, summed over counter resets, renames and rebuilds.
 *
 * @param definitionHash what tells it from the table's other indexes
 * @param oid the index that has this definition now
 * @param uses scans that we saw
 * @param since the start of our observation
 * @param counted the server's counter at the last reading
 * @param seen when it was last there: a line outlives its index
 */
public record LedgerLine(String definitionHash, long oid, long uses, Instant since, long counted, Instant seen) {}
