package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.InstallMonitoringViews;
import dev.tickbird.schemas.action.MonitoringView;
import dev.tickbird.schemas.action.StatementsSource;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.snapshot.MonitoringSchema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The views are proved by the catalog: all are there, under the schema's comment of this version. That each answers was asked before the
 * commit.
 */
record InstallViewsProcedure(InstallMonitoringViews action) implements Procedure {
    @Override
    public Check check(Case facts) {
        MonitoringFacts now = Immutable.required(facts.sight().monitoring(), "monitoring");
        MonitoringSchema schema = now.schema();
        if (complete(schema, facts.sight())) {
            return new Check.Skip("the views are there already");
        }
        if (schema.exists() && !action.existing()) {
            return new Check.Stale("there is a schema " + schema.name() + " by now, which there was not");
        }
        if (!schema.exists() && action.existing()) {
            return new Check.Stale("there is no schema " + schema.name() + " any more");
        }
        String foreign = schema.exists() ? now.foreign() : null;
        String stranger = now.stranger();
        if (foreign != null || stranger != null) {
            return new Check.Fail((foreign == null ? stranger : foreign) + ": name another one in the fleet file");
        }
        if (!schema.exists() && !now.mayCreate()) {
            return new Check.Fail("the executor's login may not create a schema: GRANT CREATE ON DATABASE "
                    + new Identifier(facts.target().database()).sql() + " TO it");
        }
        return statements(now);
    }

    private Check statements(MonitoringFacts now) {
        StatementsSource approved = action.statements();
        String version = now.statementsVersion();
        boolean there = version != null && StatementsSource.readable(version);
        if (approved == null) {
            return there
                    ? new Check.Stale("pg_stat_statements is installed by now; the views were approved without it")
                    : Check.PROCEED;
        }
        if (!approved.version().equals(version)
                || !Objects.equals(approved.schema(), now.schema().statementsSchema())) {
            return new Check.Stale(
                    "pg_stat_statements is " + where(version, now.schema().statementsSchema()) + " now, approved was "
                            + where(approved.version(), approved.schema()));
        }
        return now.mayStatements()
                ? Check.PROCEED
                : new Check.Fail("the executor's login may not read pg_stat_statements: GRANT USAGE ON SCHEMA "
                        + new Identifier(approved.schema()).sql() + " TO it");
    }

    private static String where(@Nullable String version, @Nullable String schema) {
        return version == null || schema == null ? "not installed" : version + " in schema " + schema;
    }

    private boolean complete(MonitoringSchema schema, Sight sight) {
        return schema.views().containsAll(MonitoringView.names())
                && Objects.equals(
                        schema.comment(),
                        MonitoringView.schemaComment(sight.server().version(), action.statements()));
    }

    @Override
    public List<Measure> measures(Sight sight) {
        return List.of();
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        MonitoringFacts now = Immutable.required(after.monitoring(), "monitoring");
        return complete(now.schema(), after)
                ? Proof.Done.PLAIN
                : new Proof.Missing("the views are not there, or not all");
    }

    @Override
    public boolean concurrent() {
        return false;
    }

    @Override
    public boolean disturbsStandbys() {
        return action.existing();
    }

    @Override
    public boolean needsOwner() {
        return false;
    }
}
