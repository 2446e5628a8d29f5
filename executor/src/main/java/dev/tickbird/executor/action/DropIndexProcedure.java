package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.common.Measure;
import java.util.List;
import java.util.Optional;

/** DROP INDEX CONCURRENTLY, only while the reason for it still holds. */
record DropIndexProcedure(DropIndex action) implements Procedure {
    @Override
    public Check check(Case facts) {
        Optional<Check> objection =
                SameObject.objection(facts.target(), facts.sight(), action.schema(), action.table(), action.name());
        if (objection.isPresent()) {
            return objection.get();
        }
        IndexFacts index = facts.sight().index(action.name()).orElseThrow();
        Optional<String> load = carries(index);
        if (load.isPresent()) {
            return new Check.Skip("the index cannot go: " + load.get());
        }
        // An earlier attempt that was cut short left it invisible to plans: from there only forward.
        return facts.begun() && !index.valid() ? Check.PROCEED : reason(facts, index);
    }

    private Optional<String> carries(IndexFacts index) {
        if (index.definition().primary()
                || index.constraint()
                || index.definition().exclusion()) {
            return Optional.of("a constraint rests on it");
        }
        if (index.foreignKeyTarget()) {
            return Optional.of("a foreign key refers through it");
        }
        if (index.replicaIdentity()) {
            return Optional.of("it is the table's replica identity");
        }
        if (action.spansPartitions() ? !index.root() : index.partition()) {
            return Optional.of(
                    action.spansPartitions()
                            ? "it is not an index that spans partitions"
                            : "it belongs to a partitioned index");
        }
        return index.extension() ? Optional.of("it belongs to an extension") : Optional.empty();
    }

    private Check reason(Case facts, IndexFacts index) {
        return switch (action.because()) {
            case DUPLICATE -> covered(facts, index, true);
            case REDUNDANT -> covered(facts, index, false);
            case UNUSED -> unused(facts, index);
            case INVALID ->
                index.valid() || index.building()
                        ? new Check.Skip("the index is valid now, or being built")
                        : Check.PROCEED;
            case UNDO -> Check.PROCEED;
        };
    }

    private Check covered(Case facts, IndexFacts index, boolean equal) {
        String name = action.coveredBy();
        Optional<IndexFacts> cover =
                name == null ? Optional.empty() : facts.sight().index(name);
        if (cover.isEmpty()) {
            return new Check.Skip("the index " + name + " that would serve instead is not there any more");
        }
        IndexFacts kept = cover.get();
        if (kept.oid() == index.oid() || !kept.usable()) {
            return new Check.Skip("the index " + name + " that would serve instead is not valid");
        }
        boolean serves = equal
                ? Coverage.equal(index.definition(), kept.definition())
                : Coverage.covers(index.definition(), kept.definition());
        return serves
                ? Check.PROCEED
                : new Check.Skip("the index " + name + " does not serve the same queries any more");
    }

    private static Check unused(Case facts, IndexFacts index) {
        return index.lastScan() != null && index.lastScan().isAfter(facts.approvedAt())
                ? new Check.Skip("the index was used at " + index.lastScan() + ", after the approval")
                : Check.PROCEED;
    }

    @Override
    public List<Measure> measures(Sight sight) {
        return sight.index(action.name()).map(Measures::of).orElse(List.of());
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        boolean there = after.indexes().stream()
                .anyMatch(index -> Long.valueOf(index.oid()).equals(target.objectOid()));
        return there ? new Proof.Missing("the index is still there") : Proof.Done.PLAIN;
    }

    @Override
    public boolean concurrent() {
        return !action.spansPartitions();
    }

    @Override
    public boolean disturbsStandbys() {
        return true;
    }

    @Override
    public boolean needsOwner() {
        return true;
    }
}
