package dev.tickbird.collector.probe;

import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.MonitoringViews;
import dev.tickbird.schemas.fleet.TargetSpec;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a server.
 *
 * @param maintenanceDatabase where the first connection goes
 * @param monitoringViews the schema for views that is looked at; null for none
 * @param statements how many statements of pg_stat_statements are listed
 */
public record ProbeSettings(
        String maintenanceDatabase,
        DatabaseSelection databases,
        boolean rawStatements,
        @Nullable MonitoringViews monitoringViews,
        int statements) {
    /** The default of {@code statements}. */
    public static final int STATEMENTS = 500;

    public static ProbeSettings of(TargetSpec target) {
        return new ProbeSettings(
                target.maintenanceDatabase(),
                target.databases(),
                target.rawStatements(),
                target.monitoringViews(),
                STATEMENTS);
    }

    Redaction redaction() {
        return rawStatements ? Redaction.raw() : Redaction.strict();
    }
}
