package dev.tickbird.executor.simulation;

import dev.tickbird.postgres.IndexDefinition;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the simulated server answers to the executor's statements, found by the name that each carries in its comment. */
final class Answers {
    private final SimServer server;
    private final SimServer.Backend asker;

    Answers(SimServer server, SimServer.Backend asker) {
        this.server = server;
        this.asker = asker;
    }

    private static Map<String, @Nullable Object> row(@Nullable Object... pairs) {
        Map<String, @Nullable Object> row = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return row;
    }

    List<Map<String, @Nullable Object>> to(String sql, List<Object> parameters) throws SQLException {
        return switch (name(sql)) {
            case "fence" -> List.of(fence());
            case "server" ->
                List.of(row(
                        "version",
                        180_006,
                        "system_identifier",
                        "7445",
                        "timeline",
                        1,
                        "in_recovery",
                        false,
                        "database",
                        "app",
                        "database_oid",
                        5L));
            case "table" -> table((String) parameters.get(2));
            case "constraints" -> constraints((long) parameters.get(0));
            case "indexes" -> indexes((long) parameters.get(0));
            case "definition.index" -> definition((long) parameters.get(0));
            case "definition" -> List.of(row("definition", "CREATE INDEX i ON public.t USING btree (a)"));
            case "backend" -> client((int) parameters.get(0));
            case "login" ->
                List.of(row(
                        "powers",
                        parameters.get(0).equals("slots") ? List.of("REPLICATION") : List.of(),
                        "memberships",
                        List.of("pg_read_all_stats", "pg_signal_backend")));
            case "slot" -> List.of(slot((String) parameters.get(0)));
            case "others" ->
                server.backends.values().stream()
                        .filter(other -> other.role.equals(parameters.get(0)) && !unfenced())
                        .map(other -> row("pid", other.pid, "application", other.application))
                        .toList();
            case "waiters" -> {
                SimServer.Backend ours = server.backends.get((int) parameters.get(0));
                yield ours != null && ours.blocking ? List.of(row("pid", 77, "queued", false)) : List.of();
            }
            case "transactions" -> server.busy ? List.of(row("pid", 88, "usename", "app", "age", 120.0)) : List.of();
            case "active" -> List.of(row("active", 0));
            case "queue" -> List.of(row("waiting", server.busy ? 1 : 0));
            case "pgstattuple" -> List.of(row("schema", "public"));
            case "pgstatindex" -> List.of(row("avg_leaf_density", 40.0, "internal_pages", 1L, "leaf_pages", 10L));
            case "pid" -> List.of(row("pid", asker.pid));
            case "self" -> List.of(row("backend_start", asker.start, "pid", asker.pid));
            case "horizon", "maintenance", "prepared", "receivers", "progress", "longest", "manager" -> List.of();
            default -> throw new SQLException("the simulation does not know " + sql, "XX000");
        };
    }

    private Map<String, @Nullable Object> slot(String name) {
        String lsn = server.slots.get(name);
        Map<String, @Nullable Object> row = row("temporary", false, "synced", false, "retained", 1024L, "kept", 1024L);
        row.put("kind", lsn == null ? null : "physical");
        row.put("restart_lsn", lsn);
        row.put("wal_status", lsn == null ? null : "reserved");
        for (String none : List.of("plugin", "database", "active_pid", "confirmed_lsn", "inactive_since")) {
            row.put(none, null);
        }
        return row;
    }

    private static String name(String sql) {
        if (sql.contains("pgstatindex")) {
            return "pgstatindex";
        }
        if (sql.startsWith("SELECT pg_catalog.pg_backend_pid()")) {
            return "pid";
        }
        if (sql.startsWith("SELECT a.pid, a.backend_start")) {
            return "self";
        }
        String marker = "/* tickbird:";
        int from = sql.indexOf(marker) + marker.length();
        return from < marker.length()
                ? sql
                : sql.substring(from, sql.indexOf(" */", from)).replace("execution.", "");
    }

    private boolean unfenced() {
        return server.flaw == Flaw.NO_FENCE;
    }

    private Map<String, @Nullable Object> fence() {
        SimServer.FenceRow row = server.fence;
        SimServer.Backend named = server.backends.get(row.pid);
        return row(
                "holder", row.holder,
                "epoch", row.epoch,
                "policy_revision", row.policy,
                "target_revision", row.target,
                "alive", !unfenced() && row.expires != null && row.expires.isAfter(server.clock()),
                "backend_pid", row.pid,
                "running", !unfenced() && named != null && named.start.equals(row.start));
    }

    /** Changes the fence; gives how many rows were changed, or for TAKE the epoch in a row. */
    List<Map<String, @Nullable Object>> take(List<Object> parameters) {
        SimServer.FenceRow row = server.fence;
        boolean free = row.holder == null || row.expires == null || row.expires.isBefore(server.clock());
        if (row.epoch != (long) parameters.get(4) || !(free || unfenced())) {
            return List.of();
        }
        row.holder = (String) parameters.get(0);
        row.epoch++;
        row.pid = 0;
        row.start = null;
        row.policy = (long) parameters.get(1);
        row.target = (long) parameters.get(2);
        row.expires = server.clock().plus(Duration.ofMillis((long) parameters.get(3)));
        server.world.tell(row.holder + ": takes the fence, epoch " + row.epoch);
        return List.of(row("epoch", row.epoch));
    }

    int update(String sql, List<Object> parameters) {
        SimServer.FenceRow row = server.fence;
        int last = parameters.size();
        boolean ours =
                Objects.equals(row.holder, parameters.get(last - 2)) && row.epoch == (long) parameters.get(last - 1);
        if (!ours) {
            return 0;
        }
        if (sql.contains("SET expires_at")) {
            row.expires = server.clock().plus(Duration.ofMillis((long) parameters.get(0)));
        } else if (sql.contains("SET backend_pid")) {
            if (row.expires == null || !row.expires.isAfter(server.clock())) {
                return 0;
            }
            row.pid = (int) parameters.get(0);
            row.start = (Instant) parameters.get(1);
        } else {
            server.world.tell(row.holder + ": gives the fence back");
            row.holder = null;
            row.expires = null;
            row.pid = 0;
            row.start = null;
        }
        return 1;
    }

    private List<Map<String, @Nullable Object>> table(String name) {
        SimServer.Table table = server.tables.get(name);
        return table == null
                ? List.of()
                : List.of(row(
                        "oid",
                        table.oid,
                        "partitioned",
                        false,
                        "owned",
                        true,
                        "maintain",
                        true,
                        "bytes",
                        8192L,
                        "live",
                        1000L,
                        "dead",
                        table.dead,
                        "modified",
                        0L,
                        "vacuums",
                        server.flaw == Flaw.NO_EFFECT_SEEN ? 0L : table.vacuums,
                        "analyzes",
                        table.analyzes,
                        "materialized_view",
                        table.view,
                        "populated",
                        true,
                        "row_version",
                        server.flaw == Flaw.NO_EFFECT_SEEN ? 1L : table.row,
                        "options",
                        table.options.entrySet().stream()
                                .map(option -> option.getKey() + "=" + option.getValue())
                                .toList()));
    }

    private List<Map<String, @Nullable Object>> constraints(long oid) {
        return server.tables.values().stream()
                .filter(table -> table.oid == oid)
                .flatMap(table -> table.constraints.entrySet().stream())
                .map(constraint -> row(
                        "oid",
                        1L,
                        "name",
                        constraint.getKey(),
                        "validated",
                        constraint.getValue(),
                        "enforced",
                        true,
                        "built_in",
                        true))
                .toList();
    }

    private List<Map<String, @Nullable Object>> indexes(long oid) {
        return server.tables.values().stream()
                .filter(table -> table.oid == oid)
                .flatMap(table -> table.indexes.stream())
                .map(index -> row(
                        "oid",
                        index.oid,
                        "name",
                        index.name,
                        "valid",
                        index.valid,
                        "ready",
                        true,
                        "live",
                        true,
                        "is_constraint",
                        false,
                        "foreign_key_target",
                        false,
                        "replica_identity",
                        false,
                        "partition",
                        false,
                        "root",
                        false,
                        "extension",
                        false,
                        "building",
                        building(index),
                        "bytes",
                        8192L * 100,
                        "fill_factor",
                        90,
                        "scans",
                        0L,
                        "last_scan",
                        null))
                .toList();
    }

    private static boolean building(SimServer.Index index) {
        return index.builder != null && index.builder.running != null && !index.builder.running.ended;
    }

    private List<Map<String, @Nullable Object>> definition(long oid) {
        return server.tables.values().stream()
                .filter(table -> table.indexes.stream().anyMatch(index -> index.oid == oid))
                .map(table -> definition(Scenery.definition(table)))
                .toList();
    }

    private static Map<String, @Nullable Object> definition(IndexDefinition is) {
        return row(
                "relation_oid", is.relationOid(),
                "method", is.method(),
                "is_unique", is.unique(),
                "is_primary", is.primary(),
                "exclusion", is.exclusion(),
                "immediate", is.immediate(),
                "nulls_not_distinct", is.nullsNotDistinct(),
                "attributes", "{1}",
                "operator_classes", is.operatorClasses(),
                "collations", is.collations(),
                "key_options", "{0}",
                "expression_tree", null,
                "predicate_tree", null);
    }

    private List<Map<String, @Nullable Object>> client(int pid) {
        SimServer.Client client = server.clients.get(pid);
        return client == null
                ? List.of()
                : List.of(row(
                        "backend_start", client.start,
                        "xact_start", client.start,
                        "query_start", client.start,
                        "state", client.state,
                        "usename", "app",
                        "type", "client backend",
                        "superuser", false));
    }
}
