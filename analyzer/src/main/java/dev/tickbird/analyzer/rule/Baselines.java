package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.Map;
import java.util.Optional;

/**
 * What was learnt of one table's relations when they were built.
 *
 * @param learnt by the index's oid, {@link #HEAP} or {@link #TOAST}
 */
public record Baselines(Map<Long, Baseline> learnt) {
    public static final Baselines NONE = new Baselines(Map.of());
    public static final long HEAP = 0;
    public static final long TOAST = 1;

    public Baselines {
        learnt = Map.copyOf(learnt);
    }

    /** Empty where none was learnt, or what it rests on has moved. */
    public Optional<Baseline> heap(TableDocument table) {
        return holding(HEAP, Fingerprint.ofHeap(table));
    }

    /** Empty where none was learnt, or what it rests on has moved. */
    public Optional<Baseline> index(TableDocument table, IndexDocument index) {
        return holding(index.oid(), Fingerprint.ofIndex(table, index));
    }

    /** Empty where none was learnt, or what it rests on has moved. */
    public Optional<Baseline> toast(TableDocument table) {
        return holding(TOAST, Fingerprint.ofToast(table));
    }

    private Optional<Baseline> holding(long relation, Optional<Fingerprint> now) {
        Baseline baseline = learnt.get(relation);
        return now.filter(print -> baseline != null && baseline.fingerprint().near(print))
                .map(print -> baseline);
    }
}
