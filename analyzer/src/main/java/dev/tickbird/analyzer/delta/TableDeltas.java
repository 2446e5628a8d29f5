package dev.tickbird.analyzer.delta;

import dev.tickbird.analyzer.rule.TableDelta;
import dev.tickbird.schemas.snapshot.TableCounters;
import java.time.Duration;
import java.util.Optional;

/** What happened to a table between two readings. */
public final class TableDeltas {
    private TableDeltas() {}

    /** Empty when a counter fell: then there was a reset that nothing else told of. */
    public static Optional<TableDelta> between(TableCounters before, TableCounters now, Duration window) {
        boolean fell = now.sequentialScans() < before.sequentialScans()
                || now.indexScans() < before.indexScans()
                || now.inserted() < before.inserted()
                || now.updated() < before.updated()
                || now.deleted() < before.deleted()
                || now.vacuums() < before.vacuums()
                || now.autovacuums() < before.autovacuums();
        if (fell || window.isNegative() || window.isZero()) {
            return Optional.empty();
        }
        return Optional.of(new TableDelta(
                window,
                now.sequentialScans() - before.sequentialScans(),
                Math.max(0, now.sequentialTuples() - before.sequentialTuples()),
                now.indexScans() - before.indexScans(),
                now.inserted() - before.inserted(),
                now.updated() - before.updated(),
                now.deleted() - before.deleted(),
                Math.max(0, now.hotUpdated() - before.hotUpdated()),
                now.dead() - before.dead()));
    }
}
