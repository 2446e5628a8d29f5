package dev.tickbird.schemas.snapshot;

/**
 * Client connections against their limit.
 *
 * @param limit {@code max_connections}
 * @param reserved {@code superuser_reserved_connections} and, from 16, {@code reserved_connections}
 * @param total client connections
 * @param active sessions in the state {@code active}
 * @param idle sessions in the state {@code idle}
 * @param idleInTransaction sessions idle in a transaction, aborted ones included
 * @param waiting sessions that wait for a lock
 */
public record ConnectionFacts(
        int limit, int reserved, int total, int active, int idle, int idleInTransaction, int waiting) {}
