package dev.tickbird.schemas.snapshot;

import java.time.Instant;

/** A row of {@code pg_prepared_xacts}. */
public record PreparedTransactionFacts(String gid, String database, String owner, Instant prepared, long xidAge) {}
