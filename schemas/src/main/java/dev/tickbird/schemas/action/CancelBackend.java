package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code pg_cancel_backend}: ends the running statement of one session.
 *
 * @param database the database that the session is in; null for one that is in none
 * @param backend the session, in the moment of its life that was looked at
 */
public record CancelBackend(@Nullable String database, BackendIdentity backend) implements Action {
    public CancelBackend {
        Immutable.required(backend, "backend");
    }

    @Override
    public String type() {
        return "cancel-backend";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        return List.of(backend.statement("pg_cancel_backend"));
    }

    @Override
    public Risk risk() {
        return Risk.MEDIUM;
    }

    @Override
    public String locks() {
        return "None.";
    }

    @Override
    public Undo undo() {
        return new Undo.Impossible("The cancelled statement is rolled back; the application has to repeat it.");
    }

    @Override
    public String object() {
        return "session " + backend.pid();
    }
}
