package dev.tickbird.executor.action;

import org.jspecify.annotations.Nullable;

/**
 * A server parameter as it is now.
 *
 * @param shown the value that a session of the monitoring login has
 * @param hidden whether that is a setting of its role or database and not the server's
 * @param context {@code pg_settings.context}
 * @param ofDatabase what the database sets for its sessions; null for nothing
 * @param maySystem whether the executor's login may change it for the server
 * @param mayReload whether that login may have the configuration read again
 * @param mayDatabase whether that login owns the database
 * @param manager who else writes the configuration; null for nobody that shows
 */
public record ParameterFacts(
        String shown,
        boolean hidden,
        String context,
        @Nullable String ofDatabase,
        boolean maySystem,
        boolean mayReload,
        boolean mayDatabase,
        @Nullable String manager) {}
