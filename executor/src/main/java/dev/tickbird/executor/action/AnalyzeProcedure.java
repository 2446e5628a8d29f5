package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.common.Measure;
import java.util.List;

/** ANALYZE is proved by the count of manual ANALYZEs: an unprivileged one only warns. */
record AnalyzeProcedure(Analyze action) implements Procedure {
    private static final int COUNTED_FOR_PARENTS = 14;

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
        if (table.partitioned() && !after.server().version().atLeast(COUNTED_FOR_PARENTS)) {
            return new Proof.Done(
                    "PostgreSQL 13 does not count ANALYZE of a partitioned table: its effect is not proved");
        }
        return table.analyzes() == Measures.value(before, Measures.ANALYZES)
                ? new Proof.Missing("the server did not count an ANALYZE: the table was skipped")
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
