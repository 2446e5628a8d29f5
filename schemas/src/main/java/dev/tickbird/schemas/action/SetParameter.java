package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ALTER SYSTEM SET} and a reload, or {@code ALTER DATABASE … SET}: one of a closed list of parameters, within a range.
 *
 * @param database the database that it is set for; null for the whole server
 * @param name the parameter, one of {@link Parameter}
 * @param from the value now: for the server as {@code SHOW} prints it, in whatever unit; for a database what it sets; null where the
 *     database sets none
 * @param to the value to be; null takes the database's own value, or that of ALTER SYSTEM, away
 */
public record SetParameter(
        @Nullable String database,
        String name,
        @Nullable String from,
        @Nullable String to) implements Action {
    public SetParameter {
        Immutable.required(name, "name");
        Parameter parameter = Parameter.find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "field 'name' is '" + name + "', which is not among the parameters that may be changed"));
        if (to != null && !parameter.allows(to)) {
            throw new IllegalArgumentException(
                    "field 'to' of " + name + " is '" + to + "': it may be " + parameter.range());
        }
    }

    @Override
    public String type() {
        return "set-parameter";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        String change = to == null ? "RESET " + name : "SET " + name + " = '" + to + "'";
        return database == null
                ? List.of("ALTER SYSTEM " + change, "SELECT pg_catalog.pg_reload_conf()")
                : List.of("ALTER DATABASE " + new Identifier(database).sql() + " " + change);
    }

    @Override
    public Risk risk() {
        return Risk.HIGH;
    }

    @Override
    public String locks() {
        return database == null
                ? "None; every session has the new value with its next statement."
                : "None that anybody waits for; sessions that begin from now on have the new value.";
    }

    @Override
    public Undo undo() {
        boolean settable = from == null
                || Parameter.find(name).filter(known -> known.allows(from)).isPresent();
        return settable
                ? new Undo.ByAction("Set the value of before.", new SetParameter(database, name, to, from))
                : new Undo.Impossible("The value of before is outside what may be set here; the proposal shows it.");
    }

    @Override
    public String object() {
        return name + (database == null ? "" : " of " + new Identifier(database).sql());
    }
}
