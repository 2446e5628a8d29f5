package dev.tickbird.collector.probe;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What our login may read in one database.
 *
 * @param statsCatalog pg_statistic itself
 * @param statsReset start of the database's counters; null means unknown
 */
record DatabaseAccess(
        long databaseOid,
        boolean statsCatalog,
        @Nullable String schemaOwner,
        boolean schemaUsage,
        @Nullable String functionOwner,
        boolean functionDefiner,
        boolean functionExecute,
        boolean ownerTrusted,
        boolean readsAllData,
        @Nullable Instant statsReset) {
    static DatabaseAccess of(ResultSet row) throws SQLException {
        return new DatabaseAccess(
                row.getLong("database_oid"),
                row.getBoolean("stats_catalog"),
                row.getString("schema_owner"),
                row.getBoolean("schema_usage"),
                row.getString("function_owner"),
                row.getBoolean("function_definer"),
                row.getBoolean("function_execute"),
                row.getBoolean("owner_trusted"),
                row.getBoolean("reads_all_data"),
                Row.instant(row, "counters_reset"));
    }

    /** Whether tickbird.column_stats() is there, is ours to call, and is what we think it is. */
    boolean functionUsable() {
        return schemaUsage && functionOwner != null && functionExecute && functionDefiner && ownerTrusted;
    }

    /** Whether something of that name is there that we do not trust. */
    boolean functionSuspect() {
        return functionOwner != null && !(ownerTrusted && functionDefiner);
    }

    /** Whether nothing was granted or taken since. */
    boolean sameRights(DatabaseAccess other) {
        return new DatabaseAccess(
                        databaseOid,
                        statsCatalog,
                        schemaOwner,
                        schemaUsage,
                        functionOwner,
                        functionDefiner,
                        functionExecute,
                        ownerTrusted,
                        readsAllData,
                        other.statsReset)
                .equals(other);
    }
}
