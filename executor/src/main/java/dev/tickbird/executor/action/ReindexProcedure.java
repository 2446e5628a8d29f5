package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.common.Measure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** REINDEX CONCURRENTLY is proved by another index under the name: valid, of the same definition, and smaller. */
record ReindexProcedure(ReindexIndex action) implements Procedure {
    /** The rule proposes from an estimate of 30 percent; a measured value may differ from it by 15 points. */
    private static final double CONFIRMED_FROM = 15;

    @Override
    public Check check(Case facts) {
        Optional<Check> objection =
                SameObject.objection(facts.target(), facts.sight(), action.schema(), action.table(), action.name());
        if (objection.isPresent()) {
            return objection.get();
        }
        IndexFacts index = facts.sight().index(action.name()).orElseThrow();
        if (index.building()) {
            return new Check.Skip("another session is building the index");
        }
        if (index.definition().exclusion() || index.definition().method().equals("brin")) {
            return new Check.Fail("an exclusion or BRIN index is not rebuilt concurrently");
        }
        return index.usable() ? confirmed(facts.sight().bloat()) : Check.PROCEED;
    }

    private static Check confirmed(BloatReading bloat) {
        return switch (bloat) {
            case BloatReading.NotTaken() -> new Check.Skip("the bloat was not measured, so it is not confirmed");
            case BloatReading.Unavailable(String reason) -> new Check.Skip("the bloat cannot be confirmed: " + reason);
            case BloatReading.Measured(double percent)
            when percent < CONFIRMED_FROM ->
                new Check.Skip("pgstatindex finds only " + Math.round(percent)
                        + " % to gain, not the 30 % that were estimated");
            case BloatReading.Measured measured -> Check.PROCEED;
        };
    }

    @Override
    public List<Measure> measures(Sight sight) {
        return sight.index(action.name()).map(Measures::of).orElse(List.of());
    }

    @Override
    public long writes(Sight sight) {
        return sight.index(action.name()).map(IndexFacts::bytes).orElse(0L);
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        Optional<IndexFacts> found = after.index(action.name());
        if (found.isEmpty()) {
            return new Proof.Missing("the index is gone");
        }
        IndexFacts index = found.get();
        if (Objects.equals(target.objectOid(), index.oid())) {
            return new Proof.Missing("the index was not rebuilt");
        }
        if (!index.usable() || !index.definition().hash().equals(target.definitionHash())) {
            return new Proof.Missing("the rebuilt index is not valid or not of the same definition");
        }
        return index.bytes() < Measures.value(before, Measures.INDEX_SIZE)
                ? Proof.Done.PLAIN
                : new Proof.Done("the index is valid, but no smaller than before");
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public boolean disturbsStandbys() {
        return true;
    }

    @Override
    public boolean needsOwner() {
        return false;
    }
}
