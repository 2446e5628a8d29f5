package dev.tickbird.collector.probe;

import dev.tickbird.schemas.snapshot.MonitoringSchema;
import dev.tickbird.schemas.snapshot.SequenceDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One database.
 *
 * @param statsReset null means unknown
 * @param monitoring null where nobody looked
 */
public record RelationsContent(
        String database,
        long databaseOid,
        @Nullable Instant statsReset,
        Map<String, String> extensions,
        List<TableDocument> tables,
        List<SequenceDocument> sequences,
        @Nullable MonitoringSchema monitoring) {
    public RelationsContent {
        extensions = Map.copyOf(extensions);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }
}
