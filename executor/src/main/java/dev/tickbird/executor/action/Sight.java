package dev.tickbird.executor.action;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was seen at one moment of the objects that an action is about.
 *
 * @param table null when it is not there, or when the action is about a session
 * @param indexes all of the table
 * @param backend null when no session has the process id
 * @param horizon who keeps dead rows from being removed, in words; null when nobody old does
 */
public record Sight(
        ServerFacts server,
        @Nullable TableFacts table,
        List<IndexFacts> indexes,
        @Nullable BackendFacts backend,
        BloatReading bloat,
        @Nullable String horizon) {
    public Sight {
        indexes = List.copyOf(indexes);
    }

    public Optional<IndexFacts> index(String name) {
        return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
    }
}
