package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.ValidateConstraint;
import dev.tickbird.schemas.common.Measure;
import java.util.List;
import java.util.Optional;

/**
 * VALIDATE CONSTRAINT runs the constraint's expressions with our rights: only those of PostgreSQL's own functions and operators. Proved by
 * the catalog.
 */
record ValidateProcedure(ValidateConstraint action) implements Procedure {
    @Override
    public Check check(Case facts) {
        Optional<Check> objection =
                SameObject.objection(facts.target(), facts.sight(), action.schema(), action.table());
        if (objection.isPresent()) {
            return objection.get();
        }
        return facts.sight()
                .constraint(action.name())
                .map(ValidateProcedure::there)
                .orElseGet(() -> new Check.Stale("there is no such foreign key or check any more"));
    }

    private static Check there(ConstraintFacts constraint) {
        if (constraint.validated()) {
            return new Check.Skip("it is validated already");
        }
        if (!constraint.enforced()) {
            return new Check.Skip("it is not enforced: to validate it would prove nothing for later rows");
        }
        return constraint.builtIn()
                ? Check.PROCEED
                : new Check.Fail(
                        "it uses functions, operators or types that do not come with PostgreSQL: they would run with the"
                                + " executor's rights; let their owner validate it");
    }

    @Override
    public List<Measure> measures(Sight sight) {
        return List.of();
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        return after.constraint(action.name())
                .<Proof>map(constraint -> constraint.validated()
                        ? Proof.Done.PLAIN
                        : new Proof.Missing("the constraint is not validated"))
                .orElseGet(() -> new Proof.Missing("the constraint is gone"));
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
        return true;
    }
}
