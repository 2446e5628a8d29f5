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
        return Fingerprint.ofHeap(table).flatMap(now -> near(HEAP, now));
    }

    /** Empty where none was learnt, or what it rests on has moved. */
    public Optional<Baseline> index(TableDocument table, IndexDocument index) {
        return Fingerprint.ofIndex(table, index).flatMap(now -> near(index.oid(), now));
    }

    /** Empty where none was learnt, or what it rests on has moved. */
    public Optional<Baseline> toast(TableDocument table) {
        return Fingerprint.ofToast(table).flatMap(now -> near(TOAST, now));
    }

    private Optional<Baseline> near(long relation, Fingerprint now) {
        return Optional.ofNullable(learnt.get(relation))
                .filter(baseline -> baseline.fingerprint().near(now));
    }
}
