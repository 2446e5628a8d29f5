package dev.tickbird.collector.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Remembers what was sent last, by key, and finds what differs from it by content. Not safe for use by many threads. */
final class Changes<K, T> {
    private final Function<T, K> key;
    private final Map<K, T> sent = new HashMap<>();

    Changes(Function<T, K> key) {
        this.key = key;
    }

    /** What is new or different now. */
    List<T> changed(List<T> now) {
        List<T> changed = new ArrayList<>();
        for (T each : now) {
            if (!each.equals(sent.get(key.apply(each)))) {
                changed.add(each);
            }
        }
        return changed;
    }

    /** What was sent and is not there now. */
    List<K> removed(List<T> now) {
        Map<K, T> gone = new HashMap<>(sent);
        now.forEach(each -> gone.remove(key.apply(each)));
        return new ArrayList<>(gone.keySet());
    }

    void remember(List<T> now) {
        sent.clear();
        now.forEach(each -> sent.put(key.apply(each), each));
    }
}
