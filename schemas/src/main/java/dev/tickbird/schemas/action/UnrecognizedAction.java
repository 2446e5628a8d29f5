package dev.tickbird.schemas.action;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type that this version does not know: kept and counted, never run. */
public record UnrecognizedAction(
        @Nullable String type,
        @JsonAnySetter @JsonAnyGetter @JsonInclude Map<String, Object> rest) implements Action {
    public UnrecognizedAction {
        rest = Immutable.map(rest);
    }

    @Override
    public List<String> statements(ServerVersion version) {
        return List.of();
    }

    @Override
    public Risk risk() {
        return Risk.HIGH;
    }

    @Override
    public String locks() {
        return "Unknown.";
    }

    @Override
    public Undo undo() {
        return new Undo.Impossible("This version does not know the action.");
    }

    @Override
    public String object() {
        return "unrecognized action " + type;
    }
}
