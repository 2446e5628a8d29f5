package dev.tickbird.schemas.snapshot;

/**
 * What a small statement felt.
 *
 * @param statementMillis a small read over the catalog, round trip in milliseconds
 * @param networkMillis an empty statement's round trip in milliseconds, to be subtracted
 * @param blockedSessions sessions that waited for a lock at that moment
 */
public record Canary(double statementMillis, double networkMillis, int blockedSessions) {}
