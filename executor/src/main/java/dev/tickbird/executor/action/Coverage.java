package dev.tickbird.executor.action;

import dev.tickbird.postgres.IndexDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether one index can answer for another, from their definitions in the live catalog. */
final class Coverage {
    private static final String BTREE = "btree";
    /** DESC and NULLS FIRST together: the order that a backward scan gives. */
    private static final int REVERSED = 3;

    private Coverage() {}

    /** Everything that matters is the same. */
    static boolean equal(IndexDefinition gone, IndexDefinition kept) {
        int keys = keys(gone);
        return keys == keys(kept)
                && comparable(gone, kept)
                && gone.keyOptions().equals(kept.keyOptions())
                && Set.copyOf(payload(gone)).equals(Set.copyOf(payload(kept)));
    }

    /** The keys of {@code kept} begin with those of {@code gone}, or are the same the other way round. */
    static boolean covers(IndexDefinition gone, IndexDefinition kept) {
        if (!comparable(gone, kept) || !gone.method().equals(BTREE) || keys(gone) > keys(kept)) {
            return false;
        }
        boolean reversed = keys(gone) == 1
                && keys(kept) == 1
                && (gone.keyOptions().getFirst() ^ kept.keyOptions().getFirst()) == REVERSED;
        return reversed || lead(gone.keyOptions(), kept.keyOptions(), keys(gone));
    }

    private static boolean comparable(IndexDefinition gone, IndexDefinition kept) {
        int keys = keys(gone);
        Set<Integer> carried = new HashSet<>(kept.attributes());
        return gone.relationOid() == kept.relationOid()
                && gone.method().equals(kept.method())
                && Objects.equals(gone.predicateTree(), kept.predicateTree())
                && sameExpressions(gone, kept)
                && lead(gone.attributes(), kept.attributes(), keys)
                && lead(gone.operatorClasses(), kept.operatorClasses(), keys)
                && lead(gone.collations(), kept.collations(), keys)
                && carried.containsAll(payload(gone))
                && uniquenessKept(gone, kept);
    }

    private static boolean sameExpressions(IndexDefinition gone, IndexDefinition kept) {
        return gone.expressionTree() == null || gone.expressionTree().equals(kept.expressionTree());
    }

    private static boolean uniquenessKept(IndexDefinition gone, IndexDefinition kept) {
        return !gone.unique()
                || (kept.unique()
                        && keys(kept) == keys(gone)
                        && kept.nullsNotDistinct() == gone.nullsNotDistinct()
                        && (kept.immediate() || !gone.immediate()));
    }

    private static int keys(IndexDefinition definition) {
        return definition.keyOptions().size();
    }

    private static List<Integer> payload(IndexDefinition definition) {
        return definition
                .attributes()
                .subList(keys(definition), definition.attributes().size());
    }

    private static <T> boolean lead(List<T> some, List<T> more, int count) {
        return some.size() >= count
                && more.size() >= count
                && some.subList(0, count).equals(more.subList(0, count));
    }
}
