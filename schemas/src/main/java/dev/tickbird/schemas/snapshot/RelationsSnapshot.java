package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables with their indexes, constraints and counters, and sequences, of one database. A DELTA holds only documents that
 * changed.
 *
 * @param header what every part of every snapshot says about itself
 * @param databaseOid {@code pg_database.oid}
 * @param statsReset {@code pg_stat_database.stats_reset}; null means unknown
 * @param extensions installed extensions and their versions
 * @param tables tables, each with its indexes and constraints, whole
 * @param sequences sequences, whole
 * @param monitoring the schema for monitoring views, where the fleet file wants one; null where nobody looked
 * @param removed oids of tables and sequences that the session sent before and that are gone (DELTA only)
 */
public record RelationsSnapshot(
        SnapshotHeader header,
        long databaseOid,
        @Nullable Instant statsReset,
        Map<String, String> extensions,
        List<TableDocument> tables,
        List<SequenceDocument> sequences,
        @Nullable MonitoringSchema monitoring,
        List<Long> removed) {
    public RelationsSnapshot {
        Immutable.required(header, "header");
        extensions = Immutable.map(extensions);
        tables = Immutable.list(tables);
        sequences = Immutable.list(sequences);
        removed = Immutable.list(removed);
    }
}
