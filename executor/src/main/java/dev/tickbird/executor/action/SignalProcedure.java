package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;
import java.util.List;

/** Cancelling or ending a session, only while it is in the very moment that was approved. */
record SignalProcedure(BackendIdentity approved, boolean terminate) implements Procedure {
    @Override
    public Check check(Case facts) {
        BackendFacts backend = facts.sight().backend();
        if (backend == null || !backend.identity().equals(approved)) {
            return new Check.Skip("the session " + approved.pid() + " is not any more in the state that was approved");
        }
        if (!backend.type().equals("client backend")) {
            return new Check.Fail("the session is a " + backend.type() + ": only those of clients are ended");
        }
        if (backend.superuser()) {
            return new Check.Fail("the session is a superuser's");
        }
        return !terminate && approved.state() != null && approved.state().startsWith("idle")
                ? new Check.Fail("cancelling an idle session does nothing: it can only be terminated")
                : Check.PROCEED;
    }

    @Override
    public List<Measure> measures(Sight sight) {
        boolean there = sight.backend() != null && sight.backend().identity().equals(approved);
        return List.of(Measure.of("session.present", there ? 1 : 0, Unit.COUNT));
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        BackendFacts backend = after.backend();
        boolean gone = backend == null
                || !backend.identity().backendStart().equals(approved.backendStart())
                || (!terminate && !backend.identity().equals(approved));
        return gone ? Proof.Done.PLAIN : new Proof.Missing("the session has not ended what it was doing");
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

    @Override
    public LoginKind login() {
        return LoginKind.SIGNAL;
    }

    @Override
    public String withoutEffect() {
        return "the session was not any more in the state that was approved";
    }
}
