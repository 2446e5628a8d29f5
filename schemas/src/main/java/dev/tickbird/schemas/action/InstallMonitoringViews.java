package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Views of the statistics for people who live in psql, in a schema of their own and in one transaction.
 *
 * @param schema the schema's name
 * @param statements where pg_stat_statements is; null makes {@code slow_queries} an empty view
 * @param existing whether the schema is there: empty, or with views of an earlier installation, which are made anew
 */
public record InstallMonitoringViews(
        String schema, @Nullable StatementsSource statements, boolean existing) implements Action {
    public InstallMonitoringViews {
        Immutable.required(schema, "schema");
    }

    @Override
    public String type() {
        return "install-monitoring-views";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        String named = new Identifier(schema).sql();
        List<String> sent = new ArrayList<>();
        sent.add("BEGIN");
        sent.add(existing ? dropViews(schema) : "CREATE SCHEMA " + named);
        for (MonitoringView view : MonitoringView.values()) {
            sent.add(view.create(schema, version, statements));
            sent.add(view.comment(schema, statements));
        }
        sent.add("GRANT USAGE ON SCHEMA " + named + " TO pg_monitor");
        sent.add("GRANT SELECT ON " + views(schema) + " TO pg_monitor");
        sent.add("COMMENT ON SCHEMA " + named + " IS "
                + Identifier.literal(MonitoringView.schemaComment(version, statements)));
        for (MonitoringView view : MonitoringView.values()) {
            sent.add("SELECT * FROM " + view.in(schema) + " LIMIT 0");
        }
        sent.add("COMMIT");
        return sent;
    }

    static String dropViews(String schema) {
        return "DROP VIEW IF EXISTS " + views(schema);
    }

    private static String views(String schema) {
        return Arrays.stream(MonitoringView.values())
                .map(view -> view.in(schema))
                .collect(Collectors.joining(", "));
    }

    @Override
    public Risk risk() {
        return Risk.LOW;
    }

    @Override
    public String locks() {
        return existing
                ? "ACCESS EXCLUSIVE on the views that were there: whoever reads them waits for a moment. No table is locked."
                : "None that anybody waits for.";
    }

    @Override
    public Undo undo() {
        return new Undo.ByAction("Remove the views again.", new RemoveMonitoringViews(schema, statements, !existing));
    }

    @Override
    public String object() {
        return "schema " + new Identifier(schema).sql();
    }
}
