package dev.tickbird.analyzer.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one store that wait for the whole record to be handled: an exception under exactly-once would keep what was put
 * before it. Reads see the changes. Not for more than one thread.
 */
final class Pending<V> {
    private final KeyValueStore<String, V> store;
    private final TreeMap<String, Change<V>> changes = new TreeMap<>();

    Pending(KeyValueStore<String, V> store) {
        this.store = store;
    }

    private record Change<V>(@Nullable V value) {}

    @Nullable
    V get(String key) {
        Change<V> change = changes.get(key);
        return change == null ? store.get(key) : change.value();
    }

    void put(String key, V value) {
        changes.put(key, new Change<>(value));
    }

    void delete(String key) {
        changes.put(key, new Change<>(null));
    }

    /** All entries whose key begins so, by key. */
    List<KeyValue<String, V>> startingWith(String prefix) {
        TreeMap<String, V> found = new TreeMap<>();
        try (KeyValueIterator<String, V> stored = store.prefixScan(prefix, new StringSerializer())) {
            stored.forEachRemaining(entry -> found.put(entry.key, entry.value));
        }
        for (Map.Entry<String, Change<V>> change : changes.tailMap(prefix).entrySet()) {
            if (!change.getKey().startsWith(prefix)) {
                break;
            }
            V value = change.getValue().value();
            if (value == null) {
                found.remove(change.getKey());
            } else {
                found.put(change.getKey(), value);
            }
        }
        List<KeyValue<String, V>> entries = new ArrayList<>(found.size());
        found.forEach((key, value) -> entries.add(KeyValue.pair(key, value)));
        return entries;
    }

    /** Tells each change: the new value, or empty for a deletion. */
    void changes(BiConsumer<String, Optional<V>> reader) {
        changes.forEach((key, change) -> reader.accept(key, Optional.ofNullable(change.value())));
    }

    /** Writes the changes, all at once. */
    void flush() {
        for (Map.Entry<String, Change<V>> change : changes.entrySet()) {
            V value = change.getValue().value();
            if (value == null) {
                store.delete(change.getKey());
            } else {
                store.put(change.getKey(), value);
            }
        }
        changes.clear();
    }
}
