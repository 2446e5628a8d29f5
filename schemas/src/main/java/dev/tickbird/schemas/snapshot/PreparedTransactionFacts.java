package dev.tickbird.schemas.snapshot;

import java.time.Instant;

/**
 * A row of {@code pg_prepared_xacts}.
 *
 * @param gid the global identifier that the application gave it
 * @param database the database it was prepared in
 * @param owner the role that prepared it
 * @param prepared when it was prepared
 * @param xidAge transactions since its own id was assigned
 */
public record PreparedTransactionFacts(String gid, String database, String owner, Instant prepared, long xidAge) {}
