package dev.tickbird.benchmarks.bloat;

import dev.tickbird.analyzer.delta.Epoch;
import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.analyzer.history.TableHistory;
import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The histories of one database's tables, as the analyzer keeps them. Not for more than one thread. */
final class Learning {
    private final Map<Long, TableHistory> histories = new HashMap<>();
    private final Set<String> judged = new HashSet<>();

    /** Takes another look in, and notes which relations have a baseline that holds now. */
    void read(Observed now) {
        RelationsSnapshot snapshot = now.relations().getFirst();
        int epoch = Epoch.of(snapshot.header(), snapshot.statsReset()).mark();
        judged.clear();
        for (TableDocument table : snapshot.tables()) {
            TableHistory history = TableHistory.after(
                    histories.get(table.oid()), table, snapshot.header().takenAt(), epoch);
            histories.put(table.oid(), history);
            note(table, history.baselines());
        }
    }

    private void note(TableDocument table, Baselines baselines) {
        if (baselines.heap(table).isPresent()) {
            judged.add(table.name());
        }
        for (IndexDocument index : table.indexes()) {
            if (baselines.index(table, index).isPresent()) {
                judged.add(index.name());
            }
        }
    }

    Baselines of(long table) {
        TableHistory history = histories.get(table);
        return history == null ? Baselines.NONE : history.baselines();
    }

    boolean judges(Measurement measurement) {
        return judged.contains(measurement.name());
    }
}
