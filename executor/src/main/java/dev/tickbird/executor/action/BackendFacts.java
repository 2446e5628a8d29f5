package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.BackendIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The session under the process id that was approved.
 *
 * @param identity the moment it is in
 * @param type {@code pg_stat_activity.backend_type}
 * @param superuser whether its role is one
 */
public record BackendFacts(
        BackendIdentity identity, @Nullable String user, String type, boolean superuser) {}
