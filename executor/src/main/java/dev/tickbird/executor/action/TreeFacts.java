package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.IndexPartition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies below a partitioned table, and what is there of an index that is to span it.
 *
 * @param members every table below it
 * @param parts indexes under the names of the action's parts
 */
public record TreeFacts(List<Member> members, List<Part> parts) {
    public TreeFacts {
        members = List.copyOf(members);
        parts = List.copyOf(parts);
    }

    /**
     * A table of the tree.
     *
     * @param indexable false for a foreign table
     * @param bytes as of the last VACUUM or ANALYZE
     * @param owned whether the executor's login has the rights of its owner
     */
    public record Member(
            long oid, String schema, String name, boolean partitioned, boolean indexable, long bytes, boolean owned) {
        public String label() {
            return schema + "." + name;
        }
    }

    /**
     * An index.
     *
     * @param attached the index that it is a part of, by name; null for none
     */
    public record Part(
            String schema,
            String name,
            long tableOid,
            boolean valid,
            boolean building,
            @Nullable String attached) {}

    public Optional<Part> part(IndexPartition wanted) {
        return parts.stream()
                .filter(part ->
                        part.schema().equals(wanted.schema()) && part.name().equals(wanted.name()))
                .findFirst();
    }
}
