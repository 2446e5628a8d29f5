package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A refresh writes the view's row in pg_class anew, whether any of its rows changed or not: that proves it. */
record RefreshProcedure(RefreshMaterializedView action) implements Procedure {
    @Override
    public Check check(Case facts) {
        Optional<Check> objection = SameObject.objection(facts.target(), facts.sight(), action.schema(), action.name());
        TableFacts view = facts.sight().table();
        if (objection.isPresent() || view == null) {
            return objection.orElse(Check.PROCEED);
        }
        if (!view.materializedView()) {
            return new Check.Stale("it is not a materialized view");
        }
        if (!action.concurrently()) {
            return Check.PROCEED;
        }
        if (!view.populated()) {
            return new Check.Fail("it holds no rows yet: the first refresh cannot be CONCURRENTLY");
        }
        return facts.sight().indexes().stream().anyMatch(RefreshProcedure::identifies)
                ? Check.PROCEED
                : new Check.Fail("it has no unique index over plain columns and all rows, which CONCURRENTLY needs");
    }

    private static boolean identifies(IndexFacts index) {
        return index.usable()
                && index.definition().unique()
                && index.definition().immediate()
                && index.definition().predicateTree() == null
                && index.definition().expressionTree() == null;
    }

    @Override
    public List<Measure> measures(Sight sight) {
        if (sight.table() == null) {
            return List.of();
        }
        List<Measure> measures = new ArrayList<>(Measures.of(sight.table()));
        measures.add(Measure.of(Measures.ROW, sight.table().row(), Unit.COUNT));
        return measures;
    }

    @Override
    public long writes(Sight sight) {
        return sight.table() == null ? 0 : sight.table().bytes();
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        TableFacts view = after.table();
        if (view == null) {
            return new Proof.Missing("the materialized view is gone");
        }
        return view.row() == Measures.value(before, Measures.ROW)
                ? new Proof.Missing("the server did not refresh it")
                : Proof.Done.PLAIN;
    }

    @Override
    public boolean concurrent() {
        return false;
    }

    @Override
    public boolean disturbsStandbys() {
        return false;
    }

    @Override
    public boolean needsOwner() {
        return false;
    }
}
