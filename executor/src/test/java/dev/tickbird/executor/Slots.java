package dev.tickbird.executor;

import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replication slots of a test's server, which other tests share: each has a name of its own. */
final class Slots {
    private Slots() {}

    /** A physical slot that nobody uses, and what would drop it. */
    static DropReplicationSlot idle(TestDatabase database, String name) {
        database.execute("SELECT pg_create_physical_replication_slot('" + name + "', true)");
        return drop(database, name);
    }

    /** What would drop the slot as it is now. */
    static DropReplicationSlot drop(TestDatabase database, String name) {
        return new DropReplicationSlot(
                name,
                column(database, name, "slot_type"),
                nullable(database, name, "plugin"),
                nullable(database, name, "database"),
                nullable(database, name, "restart_lsn"),
                nullable(database, name, "confirmed_flush_lsn"));
    }

    /** Ends as ann approved it, with her own signature. */
    static Outcome order(Bench bench, DropReplicationSlot action) {
        return bench.end(bench.order(ActionsIT.signed(bench, action, bench.target(null, null)))
                .action());
    }

    static List<String> names(TestDatabase database) {
        return database.query("SELECT slot_name FROM pg_replication_slots");
    }

    private static @Nullable String nullable(TestDatabase database, String name, String column) {
        String value = column(database, name, column);
        return value.equals("null") ? null : value;
    }

    private static String column(TestDatabase database, String name, String column) {
        return database.query("SELECT " + column + " FROM pg_replication_slots WHERE slot_name = '" + name + "'")
                .getFirst();
    }
}
