package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.delta.MatviewRefresh;
import dev.tickbird.analyzer.rule.KeyedTable;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is remembered of a database's tables by oid, after another snapshot. */
final class TableMemory {
    private TableMemory() {}

    static Map<String, KeyedTable> keyed(Map<String, KeyedTable> known, RelationsSnapshot snapshot) {
        Map<String, KeyedTable> tables = new HashMap<>(known);
        snapshot.removed().forEach(oid -> tables.remove(Long.toString(oid)));
        for (TableDocument table : snapshot.tables()) {
            String oid = Long.toString(table.oid());
            KeyedTable.of(table).ifPresentOrElse(found -> tables.put(oid, found), () -> tables.remove(oid));
        }
        return tables;
    }

    /**
     * Needs the counters of this snapshot too: what the views read may come in it.
     *
     * @param fresh by oid, whether this reading is newer than what is known
     */
    static Map<String, MatviewRefresh> refreshes(
            Map<String, MatviewRefresh> known,
            RelationsSnapshot snapshot,
            Predicate<Long> fresh,
            LongFunction<@Nullable TableCounters> counters) {
        Map<String, MatviewRefresh> seen = new HashMap<>(known);
        snapshot.removed().forEach(oid -> seen.remove(Long.toString(oid)));
        for (TableDocument table : snapshot.tables()) {
            if (table.kind() == TableKind.MATERIALIZED_VIEW && fresh.test(table.oid())) {
                String oid = Long.toString(table.oid());
                seen.put(
                        oid,
                        MatviewRefresh.after(
                                seen.get(oid), table, snapshot.header().takenAt(), counters));
            }
        }
        return seen;
    }
}
