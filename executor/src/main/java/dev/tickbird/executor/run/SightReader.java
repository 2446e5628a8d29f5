package dev.tickbird.executor.run;

import dev.tickbird.executor.action.BackendFacts;
import dev.tickbird.executor.action.BloatReading;
import dev.tickbird.executor.action.ConstraintFacts;
import dev.tickbird.executor.action.IndexFacts;
import dev.tickbird.executor.action.ParameterFacts;
import dev.tickbird.executor.action.ServerFacts;
import dev.tickbird.executor.action.Sight;
import dev.tickbird.executor.action.SlotFacts;
import dev.tickbird.executor.action.TableFacts;
import dev.tickbird.postgres.IndexDefinition;
import dev.tickbird.postgres.SqlArrays;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.action.IndexPartition;
import dev.tickbird.schemas.action.InstallMonitoringViews;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.RemoveMonitoringViews;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.UnrecognizedAction;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.ValidateConstraint;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.ServerVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at what an action is about, over a monitoring connection to its database. */
final class SightReader {
    private final Catalog catalog;
    private final String executorRole;

    SightReader(Catalog catalog, String executorRole) {
        this.catalog = catalog;
        this.executorRole = executorRole;
    }

    /** What is there now, without measuring bloat. */
    Sight look(Action action) throws SQLException {
        return switch (action) {
            case Analyze analyze -> table(analyze.schema(), analyze.name());
            case Vacuum vacuum -> table(vacuum.schema(), vacuum.name());
            case ReindexIndex reindex -> table(reindex.schema(), reindex.table());
            case DropIndex drop -> table(drop.schema(), drop.table());
            case CreateIndex create -> created(create);
            case SetTableStorage set -> table(set.schema(), set.name());
            case ValidateConstraint validate -> table(validate.schema(), validate.table());
            case RefreshMaterializedView refresh -> table(refresh.schema(), refresh.name());
            case SetParameter set -> parameter(set);
            case InstallMonitoringViews install -> monitoring(install.schema());
            case RemoveMonitoringViews remove -> monitoring(remove.schema());
            case CancelBackend cancel -> session(cancel.backend().pid());
            case TerminateBackend terminate -> session(terminate.backend().pid());
            case DropReplicationSlot drop -> Sight.of(server()).with(slots(drop.name()));
            case UnrecognizedAction unknown -> Sight.of(server());
        };
    }

    private Sight table(String schema, String name) throws SQLException {
        Optional<TableFacts> table =
                catalog.first("table", row -> table(row, schema, name), executorRole, schema, name);
        List<IndexFacts> indexes = table.isEmpty() ? List.of() : indexes(table.get());
        List<ConstraintFacts> constraints = table.isEmpty()
                ? List.of()
                : catalog.all(
                        "constraints", SightReader::constraint, table.get().oid());
        Optional<String> horizon = catalog.first("horizon", row -> row.getString("holder"));
        return new Sight(
                server(),
                table.orElse(null),
                indexes,
                constraints,
                null,
                null,
                null,
                null,
                null,
                new BloatReading.NotTaken(),
                horizon.orElse(null));
    }

    private static ConstraintFacts constraint(ResultSet row) throws SQLException {
        return new ConstraintFacts(
                row.getLong("oid"),
                row.getString("name"),
                row.getBoolean("validated"),
                row.getBoolean("enforced"),
                row.getBoolean("built_in"));
    }

    private Sight parameter(SetParameter set) throws SQLException {
        String manager = manager();
        Optional<ParameterFacts> parameter = catalog.first(
                "parameter",
                row -> parameter(row, manager),
                set.database() == null ? "" : set.database(),
                set.name(),
                executorRole);
        return new Sight(
                server(),
                null,
                List.of(),
                List.of(),
                null,
                parameter.orElse(null),
                null,
                null,
                null,
                new BloatReading.NotTaken(),
                null);
    }

    private SlotFacts slots(String name) throws SQLException {
        String manager = manager();
        return catalog.first("slot", row -> slots(row, manager), name).orElseThrow();
    }

    private static SlotFacts slots(ResultSet row, @Nullable String manager) throws SQLException {
        String type = row.getString("kind");
        SlotFacts.Slot slot = type == null
                ? null
                : new SlotFacts.Slot(
                        type,
                        row.getString("plugin"),
                        row.getString("database"),
                        row.getString("active_pid"),
                        row.getBoolean("temporary"),
                        row.getBoolean("synced"),
                        row.getString("restart_lsn"),
                        row.getString("confirmed_lsn"),
                        row.getString("wal_status"),
                        Catalog.instant(row, "inactive_since"),
                        row.getLong("retained"));
        return new SlotFacts(slot, row.getLong("kept"), manager);
    }

    /** Who else writes the configuration; null for nobody that shows. */
    private @Nullable String manager() throws SQLException {
        return catalog.first("manager", row -> row.getString("manager")).orElse(null);
    }

    private static ParameterFacts parameter(ResultSet row, @Nullable String manager) throws SQLException {
        return new ParameterFacts(
                row.getString("shown"),
                row.getBoolean("hidden"),
                row.getString("context"),
                row.getString("of_database"),
                row.getBoolean("may_system"),
                row.getBoolean("may_reload"),
                row.getBoolean("may_database"),
                manager);
    }

    private Sight created(CreateIndex create) throws SQLException {
        Sight bare = table(create.schema(), create.table());
        List<IndexPartition> parts = create.partitions();
        TableFacts table = bare.table();
        return parts == null || table == null || !table.partitioned()
                ? bare
                : bare.with(TreeReader.read(catalog, table.oid(), parts, executorRole));
    }

    private Sight monitoring(String schema) throws SQLException {
        Sight bare = Sight.of(server());
        return MonitoringReader.read(catalog, schema, executorRole)
                .map(bare::with)
                .orElse(bare);
    }

    private Sight session(int pid) throws SQLException {
        Optional<BackendFacts> backend = catalog.first("backend", row -> backend(row, pid), pid);
        return new Sight(
                server(),
                null,
                List.of(),
                List.of(),
                backend.orElse(null),
                null,
                null,
                null,
                null,
                new BloatReading.NotTaken(),
                null);
    }

    ServerFacts server() throws SQLException {
        return catalog.first(
                        "server",
                        row -> new ServerFacts(
                                ServerVersion.of(row.getInt("version")),
                                row.getString("system_identifier"),
                                row.getInt("timeline"),
                                row.getBoolean("in_recovery"),
                                row.getString("database"),
                                row.getLong("database_oid")))
                .orElseThrow();
    }

    private static TableFacts table(ResultSet row, String schema, String name) throws SQLException {
        return new TableFacts(
                row.getLong("oid"),
                schema,
                name,
                row.getBoolean("partitioned"),
                row.getBoolean("owned"),
                row.getBoolean("maintain"),
                row.getLong("bytes"),
                row.getLong("live"),
                row.getLong("dead"),
                row.getLong("modified"),
                row.getLong("vacuums"),
                row.getLong("analyzes"),
                row.getBoolean("materialized_view"),
                row.getBoolean("populated"),
                row.getLong("row_version"),
                options(SqlArrays.texts(row, "options")));
    }

    private static Map<String, String> options(List<String> written) {
        Map<String, String> options = new HashMap<>();
        for (String option : written) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
        return options;
    }

    private List<IndexFacts> indexes(TableFacts table) throws SQLException {
        List<IndexFacts> found = new ArrayList<>();
        for (Optional<IndexFacts> index : catalog.all("indexes", row -> index(row, table.schema()), table.oid())) {
            index.ifPresent(found::add);
        }
        return found;
    }

    /** Empty when the index went away between two looks. */
    private Optional<IndexFacts> index(ResultSet row, String schema) throws SQLException {
        long oid = row.getLong("oid");
        Optional<IndexDefinition> definition = IndexDefinition.read(catalog.connection(), catalog.version(), oid);
        return definition.isEmpty() ? Optional.empty() : Optional.of(index(row, oid, schema, definition.get()));
    }

    private static IndexFacts index(ResultSet row, long oid, String schema, IndexDefinition definition)
            throws SQLException {
        return new IndexFacts(
                oid,
                schema,
                row.getString("name"),
                definition,
                row.getBoolean("valid"),
                row.getBoolean("ready"),
                row.getBoolean("live"),
                row.getBoolean("is_constraint"),
                row.getBoolean("foreign_key_target"),
                row.getBoolean("replica_identity"),
                row.getBoolean("partition"),
                row.getBoolean("root"),
                row.getBoolean("extension"),
                row.getBoolean("building"),
                row.getLong("bytes"),
                row.getInt("fill_factor"),
                row.getLong("scans"),
                Catalog.instant(row, "last_scan"));
    }

    private static BackendFacts backend(ResultSet row, int pid) throws SQLException {
        return new BackendFacts(
                new BackendIdentity(
                        pid,
                        Immutable.required(Catalog.instant(row, "backend_start"), "backend_start"),
                        Catalog.instant(row, "xact_start"),
                        Catalog.instant(row, "query_start"),
                        row.getString("state")),
                row.getString("usename"),
                row.getString("type"),
                row.getBoolean("superuser"));
    }
}
