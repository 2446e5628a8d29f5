package dev.tickbird.analyzer.rule;

import org.jspecify.annotations.Nullable;

/**
 * The object that an action would work on, as the catalog knows it.
 *
 * @param oid null for a session
 * @param definitionHash null where there is none
 */
public record ObjectIdentity(
        String database,
        long databaseOid,
        @Nullable Long oid,
        @Nullable String definitionHash) {}
