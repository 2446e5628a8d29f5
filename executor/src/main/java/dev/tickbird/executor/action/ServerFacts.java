package dev.tickbird.executor.action;

import dev.tickbird.schemas.common.ServerVersion;

/**
 * Which server answered.
 *
 * @param inRecovery true on a standby
 */
public record ServerFacts(
        ServerVersion version,
        String systemIdentifier,
        int timeline,
        boolean inRecovery,
        String database,
        long databaseOid) {}
