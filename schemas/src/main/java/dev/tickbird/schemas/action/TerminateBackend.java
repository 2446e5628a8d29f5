package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code pg_terminate_backend}: ends one session.
 *
 * @param database the database that the session is in; null for one that is in none
 * @param backend the session, in the moment of its life that was looked at
 */
public record TerminateBackend(@Nullable String database, BackendIdentity backend) implements Action {
    public TerminateBackend {
        Immutable.required(backend, "backend");
    }

    @Override
    public String type() {
        return "terminate-backend";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        return List.of(backend.statement("pg_terminate_backend"));
    }

    @Override
    public Risk risk() {
        return Risk.HIGH;
    }

    @Override
    public String locks() {
        return "None.";
    }

    @Override
    public Undo undo() {
        return new Undo.Impossible("The session's transaction is rolled back and its connection closed.");
    }

    @Override
    public String object() {
        return "session " + backend.pid();
    }
}
