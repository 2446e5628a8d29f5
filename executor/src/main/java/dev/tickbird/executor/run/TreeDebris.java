package dev.tickbird.executor.run;

import dev.tickbird.executor.action.IndexFacts;
import dev.tickbird.executor.action.Sight;
import dev.tickbird.executor.action.TreeFacts;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexPartition;
import java.util.ArrayList;
import java.util.List;

/** What the creation of an index of a partitioned table left, where it is not valid as a whole. */
final class TreeDebris {
    private TreeDebris() {}

    /**
     * Before another try only builds that failed; when it is given up everything under the action's names, what is attached with what
     * it is attached to.
     */
    static List<Leftover> of(CreateIndex action, List<IndexPartition> parts, Sight sight, boolean givenUp) {
        TreeFacts tree = sight.tree();
        boolean whole = sight.index(action.name()).filter(IndexFacts::valid).isPresent();
        if (tree == null || whole) {
            return List.of();
        }
        List<Leftover> left = new ArrayList<>();
        for (IndexPartition part : parts) {
            tree.part(part)
                    .filter(found -> found.attached() == null && !found.building())
                    .filter(found -> givenUp || (!found.valid() && !part.partitioned()))
                    .ifPresent(found -> left.add(new Leftover(part.schema(), part.name(), !part.partitioned())));
        }
        if (givenUp && sight.index(action.name()).isPresent()) {
            left.add(new Leftover(action.schema(), action.name(), false));
        }
        return left;
    }
}
