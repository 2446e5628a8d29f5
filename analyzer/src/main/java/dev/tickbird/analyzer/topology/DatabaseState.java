package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.snapshot.Gap;
import java.util.List;
import java.util.Set;

/**
 * A FULL relations snapshot that is coming in.
 *
 * @param database its name
 * @param snapshot its id; empty between two of them
 * @param parts which have come
 * @param seen oids of the tables and sequences in them
 * @param gaps what the last snapshot could not read
 */
public record DatabaseState(String database, String snapshot, Set<Integer> parts, Set<Long> seen, List<Gap> gaps) {
    public DatabaseState {
        parts = Set.copyOf(parts);
        seen = Set.copyOf(seen);
        gaps = Immutable.list(gaps);
    }

    static DatabaseState named(String database) {
        return new DatabaseState(database, "", Set.of(), Set.of(), List.of());
    }
}
