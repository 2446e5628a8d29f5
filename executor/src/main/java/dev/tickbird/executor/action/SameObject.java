package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import java.util.Objects;
import java.util.Optional;

/** Whether the object under the approved name is the approved object. */
final class SameObject {
    private SameObject() {}

    static Optional<Check> objection(ActionTarget target, Sight sight, String schema, String table) {
        String name = schema + "." + table;
        if (sight.table() == null) {
            return stale("there is no table " + name + " any more");
        }
        return Objects.equals(target.objectOid(), sight.table().oid())
                ? Optional.empty()
                : stale("the table " + name + " is not the one that was approved (oid "
                        + sight.table().oid() + ", approved was " + target.objectOid() + ")");
    }

    static Optional<Check> objection(ActionTarget target, Sight sight, String schema, String table, String index) {
        String name = schema + "." + index;
        Optional<IndexFacts> found = sight.index(index);
        if (found.isEmpty()) {
            return stale("there is no index " + name + " on " + schema + "." + table
                    + " any more: it was dropped, renamed or moved");
        }
        if (!Objects.equals(target.objectOid(), found.get().oid())) {
            return stale("the index " + name + " is not the one that was approved (oid "
                    + found.get().oid() + ", approved was " + target.objectOid() + ")");
        }
        return Objects.equals(target.definitionHash(), found.get().definition().hash())
                ? Optional.empty()
                : stale("the definition of the index " + name + " is not the one that was approved");
    }

    private static Optional<Check> stale(String reason) {
        return Optional.of(new Check.Stale(reason));
    }
}
