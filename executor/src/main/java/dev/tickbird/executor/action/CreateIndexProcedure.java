package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.common.Measure;
import java.util.List;
import java.util.Optional;

/** CREATE INDEX CONCURRENTLY is proved by a valid index: a failed build leaves an invalid one under the name. */
record CreateIndexProcedure(CreateIndex action) implements Procedure {
    @Override
    public Check check(Case facts) {
        Optional<Check> objection =
                SameObject.objection(facts.target(), facts.sight(), action.schema(), action.table());
        if (objection.isPresent()) {
            return objection.get();
        }
        if (facts.sight().table() != null && facts.sight().table().partitioned()) {
            return new Check.Fail(
                    "CREATE INDEX CONCURRENTLY does not work on a partitioned table, and the order names no partitions");
        }
        return facts.sight()
                .index(action.name())
                .map(CreateIndexProcedure::there)
                .orElse(Check.PROCEED);
    }

    private static Check there(IndexFacts index) {
        return index.usable()
                ? new Check.Skip("an index of that name is there already, and valid")
                : new Check.Fail("an invalid index of that name is there: drop it first");
    }

    @Override
    public List<Measure> measures(Sight sight) {
        return sight.index(action.name()).map(Measures::of).orElse(List.of());
    }

    @Override
    public long writes(Sight sight) {
        return sight.table() == null ? 0 : sight.table().bytes() / 2;
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        return after.index(action.name())
                .<Proof>map(index ->
                        index.usable() ? Proof.Done.PLAIN : new Proof.Missing("the index is there, but not valid"))
                .orElseGet(() -> new Proof.Missing("the index is not there"));
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public boolean disturbsStandbys() {
        return false;
    }

    @Override
    public boolean needsOwner() {
        return true;
    }
}
