package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.common.Measure;
import java.util.List;

/** VACUUM is proved by dead rows that went; with the horizon held it counts as run and removes nothing. */
record VacuumProcedure(Vacuum action) implements Procedure {
    @Override
    public Check check(Case facts) {
        return SameObject.objection(facts.target(), facts.sight(), action.schema(), action.name())
                .orElse(Check.PROCEED);
    }

    @Override
    public List<Measure> measures(Sight sight) {
        return sight.table() == null ? List.of() : Measures.of(sight.table());
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        TableFacts table = after.table();
        if (table == null) {
            return new Proof.Missing("the table is gone");
        }
        if (!table.partitioned() && table.vacuums() == Measures.value(before, Measures.VACUUMS)) {
            return new Proof.Missing("the server did not count a VACUUM: the table was skipped");
        }
        boolean stuck = table.dead() > 0 && table.dead() >= Measures.value(before, Measures.DEAD);
        if (!stuck) {
            return Proof.Done.PLAIN;
        }
        return new Proof.NoEffect("VACUUM ran but no dead rows could be removed: "
                + (after.horizon() == null ? "they are too recent" : "the horizon is held by " + after.horizon()));
    }

    @Override
    public boolean concurrent() {
        return false;
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
