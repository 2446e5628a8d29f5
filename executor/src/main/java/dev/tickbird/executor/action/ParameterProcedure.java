package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Parameter;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Measure;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A parameter is proved by what a session of another login has then; where somebody else writes the configuration it is left alone. */
record ParameterProcedure(SetParameter action) implements Procedure {
    private static final int PRIVILEGES_SINCE = 15;

    @Override
    public Check check(Case facts) {
        ParameterFacts now = facts.sight().parameter();
        if (now == null) {
            return new Check.Stale("the server has no parameter " + action.name());
        }
        if (now.context().equals("postmaster") || now.context().equals("internal")) {
            return new Check.Fail("it needs a restart of this server, which nobody here does");
        }
        return action.database() == null ? ofServer(facts.sight(), now) : ofDatabase(now);
    }

    private Check ofServer(Sight sight, ParameterFacts now) {
        if (now.manager() != null) {
            return new Check.Fail("the configuration of this server is written by " + now.manager()
                    + ", which would not know of it: set it there");
        }
        if (now.hidden()) {
            return new Check.Fail(
                    "the monitoring login or its database has a setting of its own, so the server's value cannot be seen");
        }
        if (action.to() != null && same(now.shown(), action.to())) {
            return new Check.Skip("it is " + now.shown() + " already");
        }
        if (action.from() != null && !same(now.shown(), action.from())) {
            return new Check.Stale("it is " + now.shown() + " now, approved was a change from " + action.from());
        }
        if (!now.maySystem()) {
            return new Check.Fail(
                    sight.server().version().atLeast(PRIVILEGES_SINCE)
                            ? "the executor's login may not: GRANT ALTER SYSTEM ON PARAMETER " + action.name()
                                    + " TO it"
                            : "before PostgreSQL 15 only a superuser may, and the executor is none");
        }
        return now.mayReload()
                ? Check.PROCEED
                : new Check.Fail("the executor's login may not have the configuration read: GRANT EXECUTE ON FUNCTION"
                        + " pg_catalog.pg_reload_conf() TO it");
    }

    private Check ofDatabase(ParameterFacts now) {
        if (Objects.equals(now.ofDatabase(), action.to())) {
            return new Check.Skip("the database has it " + word(now.ofDatabase()) + " already");
        }
        if (!Objects.equals(now.ofDatabase(), action.from())) {
            return new Check.Stale("the database has it " + word(now.ofDatabase()) + " now, approved was a change from "
                    + word(action.from()));
        }
        if (!now.context().equals("user")) {
            return new Check.Fail("it cannot be set for one database by its owner");
        }
        return now.mayDatabase()
                ? Check.PROCEED
                : new Check.Fail("the executor's login does not own the database "
                        + new Identifier(String.valueOf(action.database())).sql());
    }

    private static String word(@Nullable String value) {
        return value == null ? "not set" : "at " + value;
    }

    /** As numbers: the server writes 1024kB as 1MB. */
    private boolean same(String one, String other) {
        Parameter parameter = Parameter.find(action.name()).orElseThrow();
        OptionalDouble number = parameter.number(one);
        return one.equals(other) || (number.isPresent() && number.equals(parameter.number(other)));
    }

    @Override
    public List<Measure> measures(Sight sight) {
        return List.of();
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        ParameterFacts now = after.parameter();
        if (now == null) {
            return new Proof.Missing("the server has no parameter " + action.name());
        }
        if (action.database() != null) {
            return Objects.equals(now.ofDatabase(), action.to())
                    ? Proof.Done.PLAIN
                    : new Proof.Missing("the database has it " + word(now.ofDatabase()));
        }
        if (action.to() == null) {
            return new Proof.Done("it is " + now.shown() + " now, by the configuration files");
        }
        return same(now.shown(), action.to()) ? Proof.Done.PLAIN : new Proof.Missing("it is " + now.shown());
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
