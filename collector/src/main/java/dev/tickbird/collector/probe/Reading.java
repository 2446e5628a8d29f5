package dev.tickbird.collector.probe;

import dev.tickbird.schemas.snapshot.Gap;
import java.util.List;

/**
 * What a probe saw, before it becomes a snapshot.
 *
 * @param costMillis wall time of our statements
 * @param gaps what could not be read
 */
public record Reading<T>(Answerer server, T content, double costMillis, List<Gap> gaps) {
    public Reading {
        gaps = List.copyOf(gaps);
    }

    static <T> Reading<T> of(Asking asking, ServerIdentity identity, T content) {
        return new Reading<>(Answerer.of(identity), content, asking.costMillis(), asking.gaps());
    }
}
