package dev.tickbird.executor.guard;

import java.time.Duration;
import java.util.List;

/**
 * What else goes on in the database.
 *
 * @param transactions open ones, oldest first, ours apart
 * @param prepared names of prepared transactions
 * @param queue sessions that wait for a lock on the table
 * @param maintenance other builds and vacuums of the table
 * @param active sessions of clients that are at work in any database of the server, ours apart
 */
public record ActivityFacts(
        List<OpenTransaction> transactions,
        List<String> prepared,
        int queue,
        List<Maintenance> maintenance,
        int active) {
    public static final ActivityFacts QUIET = new ActivityFacts(List.of(), List.of(), 0, List.of(), 0);

    public ActivityFacts {
        transactions = List.copyOf(transactions);
        prepared = List.copyOf(prepared);
        maintenance = List.copyOf(maintenance);
    }

    /** A transaction that CONCURRENTLY would wait for. */
    public record OpenTransaction(int pid, String user, Duration age) {}

    /** Another session that maintains the same table. */
    public record Maintenance(int pid, String command) {}
}
