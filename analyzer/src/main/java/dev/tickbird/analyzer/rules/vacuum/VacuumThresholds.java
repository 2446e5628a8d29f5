package dev.tickbird.analyzer.rules.vacuum;

import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.StorageOptions;
import dev.tickbird.schemas.snapshot.TableDocument;

/** When autovacuum comes to a table: its own storage options first, then the server's settings. */
final class VacuumThresholds {
    private VacuumThresholds() {}

    /** Dead rows from which a vacuum is due. From 18 a cap applies. */
    static double dead(InstanceView instance, TableDocument table) {
        double rows = Math.max(0, table.storage().tuples());
        double due = StorageOptions.effective(instance, table, "autovacuum_vacuum_threshold", 50)
                + StorageOptions.effective(instance, table, "autovacuum_vacuum_scale_factor", 0.2) * rows;
        double cap = instance.atLeast(18)
                ? StorageOptions.effective(instance, table, "autovacuum_vacuum_max_threshold", 100_000_000)
                : -1;
        return cap >= 0 ? Math.min(due, cap) : due;
    }

    /** Whether autovacuum may come at all, wraparound apart. */
    static boolean enabled(InstanceView instance, TableDocument table) {
        return onServer(instance) && !offForTable(table);
    }

    static boolean onServer(InstanceView instance) {
        return instance.on("autovacuum", true) && instance.on("track_counts", true);
    }

    static boolean offForTable(TableDocument table) {
        return StorageOptions.off(table.storage().options(), "autovacuum_enabled");
    }

    /** Why autovacuum does not come; empty where it may. */
    static String whyOff(InstanceView instance, TableDocument table) {
        if (!onServer(instance)) {
            return " Autovacuum is off on this server.";
        }
        return offForTable(table) ? " Autovacuum is off for it." : "";
    }

    /** How it is switched on again; empty where it is on. */
    static String switchOn(InstanceView instance, TableDocument table) {
        if (!onServer(instance)) {
            return ", and switch autovacuum on for the server";
        }
        return offForTable(table) ? ", and switch autovacuum on for it" : "";
    }
}
