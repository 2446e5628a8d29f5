package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops the views that {@link InstallMonitoringViews} made, and their schema where nothing else lies in it. Never {@code CASCADE}.
 *
 * @param schema the schema's name
 * @param statements where pg_stat_statements is, for the way back; null where it is not
 * @param dropSchema whether the schema goes too; false where something else lies in it
 */
public record RemoveMonitoringViews(String schema, @Nullable StatementsSource statements, boolean dropSchema)
        implements Action {
    public RemoveMonitoringViews {
        Immutable.required(schema, "schema");
    }

    @Override
    public String type() {
        return "remove-monitoring-views";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        String named = new Identifier(schema).sql();
        return List.of(
                "BEGIN",
                InstallMonitoringViews.dropViews(schema),
                dropSchema ? "DROP SCHEMA " + named : "COMMENT ON SCHEMA " + named + " IS NULL",
                "COMMIT");
    }

    @Override
    public Risk risk() {
        return Risk.LOW;
    }

    @Override
    public String locks() {
        return "ACCESS EXCLUSIVE on the views: whoever reads them is waited for, for a moment. No table is locked.";
    }

    @Override
    public Undo undo() {
        return new Undo.ByAction(
                "Install the views again.", new InstallMonitoringViews(schema, statements, !dropSchema));
    }

    @Override
    public String object() {
        return "schema " + new Identifier(schema).sql();
    }
}
