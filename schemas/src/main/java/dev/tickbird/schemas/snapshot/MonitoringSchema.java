package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.action.MonitoringView;
import dev.tickbird.schemas.common.Immutable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database holds under the name of the schema that the fleet file wants for monitoring views.
 *
 * @param name the schema's name
 * @param owner who owns it; null when it is not there
 * @param comment its comment; null when it has none or is not there
 * @param views names of the views in it that are ours, by name and comment
 * @param others what else lies in it, the first few, in the server's words
 * @param statementsSchema where pg_stat_statements is installed; null when it is not
 */
public record MonitoringSchema(
        String name,
        @Nullable String owner,
        @Nullable String comment,
        List<String> views,
        List<String> others,
        @Nullable String statementsSchema) {
    public MonitoringSchema {
        Immutable.required(name, "monitoring.name");
        views = Immutable.list(views);
        others = Immutable.list(others);
    }

    public boolean exists() {
        return owner != null;
    }

    /** Whether its comment says that we made it. */
    public boolean ours() {
        return comment != null && comment.contains(MonitoringView.mark());
    }
}
