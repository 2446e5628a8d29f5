package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.RemoveMonitoringViews;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.snapshot.MonitoringSchema;
import java.util.List;

/** Removal is proved by none of our views being there, and no schema where it was to go. */
record RemoveViewsProcedure(RemoveMonitoringViews action) implements Procedure {
    @Override
    public Check check(Case facts) {
        MonitoringFacts now = Immutable.required(facts.sight().monitoring(), "monitoring");
        MonitoringSchema schema = now.schema();
        if (gone(schema)) {
            return new Check.Skip("the views are gone already");
        }
        String foreign = now.foreign();
        if (foreign != null) {
            return new Check.Fail(foreign);
        }
        String stranger = now.stranger();
        return action.dropSchema() && stranger != null ? new Check.Stale(stranger + ": it stays") : Check.PROCEED;
    }

    private boolean gone(MonitoringSchema schema) {
        return !schema.exists()
                || (!action.dropSchema() && !schema.ours() && schema.views().isEmpty());
    }

    @Override
    public List<Measure> measures(Sight sight) {
        return List.of();
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        MonitoringFacts now = Immutable.required(after.monitoring(), "monitoring");
        return gone(now.schema()) ? Proof.Done.PLAIN : new Proof.Missing("the views or their schema are still there");
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
