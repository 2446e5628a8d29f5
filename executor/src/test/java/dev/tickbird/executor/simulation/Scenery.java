package dev.tickbird.executor.simulation;

import dev.tickbird.executor.Samples;
import dev.tickbird.postgres.IndexDefinition;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.action.OptionChange;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.ValidateConstraint;
import dev.tickbird.schemas.common.ServerVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One action of each kind, over objects of its own on the simulated server. */
final class Scenery {
    static final int KINDS = 11;
    private static final ServerVersion VERSION = ServerVersion.of(180_006);

    private final SimServer server;
    private final int number;
    private final SimServer.Table table;

    private Scenery(SimServer server, int number, boolean view) {
        this.server = server;
        this.number = number;
        this.table = new SimServer.Table(20_000L + number, "t" + number, view);
        server.tables.put(table.name, table);
    }

    /** An action and where it is meant to run. */
    record Case(Action action, ActionTarget target) {
        String sql() {
            return action.statements(VERSION).getFirst();
        }
    }

    static Case of(SimServer server, int number, int kind) {
        Scenery scenery = new Scenery(server, number, kind == 7);
        return switch (kind) {
            case 0 -> scenery.analyze();
            case 1 -> scenery.vacuum();
            case 2 -> scenery.reindex();
            case 3 -> scenery.drop();
            case 4 -> scenery.create();
            case 5 -> scenery.storage();
            case 6 -> scenery.validate();
            case 7 -> scenery.refresh();
            case 8 -> scenery.signal(false);
            case 9 -> scenery.signal(true);
            default -> scenery.slot();
        };
    }

    static IndexDefinition definition(SimServer.Table table) {
        return new IndexDefinition(
                table.oid,
                "btree",
                false,
                false,
                false,
                true,
                false,
                List.of(1),
                List.of("pg_catalog.int4_ops"),
                List.of(""),
                List.of(0),
                null,
                null);
    }

    private Case analyze() {
        return simple(new Analyze("public", table.name), () -> table.analyzes++);
    }

    private Case vacuum() {
        return simple(new Vacuum("public", table.name, List.of()), () -> {
            table.vacuums++;
            table.dead = 0;
        });
    }

    private Case storage() {
        OptionChange change = new OptionChange("fillfactor", null, "80");
        return simple(
                new SetTableStorage("public", table.name, List.of(change)),
                () -> table.options.put("fillfactor", "80"));
    }

    private Case validate() {
        table.constraints.put("c", false);
        return simple(new ValidateConstraint("public", table.name, "c"), () -> table.constraints.put("c", true));
    }

    private Case refresh() {
        return simple(new RefreshMaterializedView("public", table.name, false), () -> table.row++);
    }

    private Case simple(Action action, Runnable effect) {
        Case made = new Case(action, target(table.oid, null));
        server.job(
                made.sql(),
                by -> List.of(() -> 0, () -> {
                    effect.run();
                    server.effect(made.sql());
                    return 0;
                }));
        return made;
    }

    private Case reindex() {
        SimServer.Index index = index(true);
        Case made = new Case(new ReindexIndex("public", index.name, table.name), ofIndex(index));
        server.job(made.sql(), by -> rebuild(made.sql(), index.name, by));
        return made;
    }

    private List<SimServer.Phase> rebuild(String sql, String name, SimServer.Backend by) {
        SimServer.Index fresh = new SimServer.Index(server.oid(), free(name + "_ccnew"), false);
        return List.of(
                () -> {
                    fresh.builder = by;
                    table.indexes.add(fresh);
                    return 0;
                },
                () -> {
                    SimServer.Index old = found(name);
                    old.name = free(name + "_ccold");
                    old.valid = false;
                    fresh.name = name;
                    fresh.valid = true;
                    fresh.builder = null;
                    server.effect(sql);
                    return 0;
                },
                () -> {
                    table.indexes.removeIf(other -> other.name.startsWith(name + "_ccold"));
                    return 0;
                });
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 1; named(name) != null; i++) {
            name = wanted + i;
        }
        return name;
    }

    private SimServer.@Nullable Index named(String name) {
        return table.indexes.stream()
                .filter(index -> index.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    private SimServer.Index found(String name) throws SQLException {
        SimServer.Index index = named(name);
        if (index == null) {
            throw new SQLException("index does not exist", "42704");
        }
        return index;
    }

    private Case drop() {
        SimServer.Index index = index(true);
        Case made = new Case(
                new DropIndex("public", index.name, table.name, DropReason.UNUSED, null, null, null), ofIndex(index));
        server.job(
                made.sql(),
                by -> List.of(() -> SimServer.invalidate(found(index.name)), () -> {
                    SimServer.remove(table, found(index.name));
                    server.effect(made.sql());
                    return 0;
                }));
        return made;
    }

    private Case create() {
        String name = "i" + number;
        CreateIndex action = new CreateIndex(
                "public",
                table.name,
                name,
                "btree",
                List.of(new IndexColumn("a", false, false)),
                List.of(),
                false,
                null,
                null);
        Case made = new Case(action, target(table.oid, null));
        server.job(made.sql(), by -> build(made.sql(), name, by));
        return made;
    }

    private List<SimServer.Phase> build(String sql, String name, SimServer.Backend by) {
        SimServer.Index fresh = new SimServer.Index(server.oid(), name, false);
        return List.of(
                () -> {
                    if (named(name) != null) {
                        throw new SQLException("relation already exists", "42P07");
                    }
                    fresh.builder = by;
                    table.indexes.add(fresh);
                    return 0;
                },
                () -> {
                    fresh.valid = true;
                    fresh.builder = null;
                    server.effect(sql);
                    return 0;
                });
    }

    private Case signal(boolean terminate) {
        int pid = 500 + number;
        Instant start = server.clock().minusSeconds(60);
        server.clients.put(pid, new SimServer.Client(start));
        BackendIdentity identity = new BackendIdentity(pid, start, start, start, "active");
        Case made = new Case(
                terminate ? new TerminateBackend("app", identity) : new CancelBackend("app", identity),
                target(null, null));
        server.job(made.sql(), by -> List.of(() -> signal(made.sql(), pid, terminate)));
        return made;
    }

    private Case slot() {
        String name = "slot_" + number;
        server.slots.put(name, "0/16B3748");
        Case made =
                new Case(new DropReplicationSlot(name, "physical", null, null, "0/16B3748", null), target(null, null));
        server.job(
                made.sql(),
                by -> List.of(() -> {
                    if (server.slots.remove(name) == null) {
                        return 0;
                    }
                    server.effect(made.sql());
                    return 1;
                }));
        return made;
    }

    private long signal(String sql, int pid, boolean terminate) {
        SimServer.Client client = server.clients.get(pid);
        if (client == null || !client.state.equals("active")) {
            return 0;
        }
        server.effect(sql);
        server.world.after(server.world.between(0, 2000), () -> {
            if (terminate) {
                server.clients.remove(pid);
            } else {
                client.state = "idle";
            }
        });
        return 1;
    }

    private SimServer.Index index(boolean valid) {
        SimServer.Index index = new SimServer.Index(server.oid(), "i" + number, valid);
        table.indexes.add(index);
        return index;
    }

    private ActionTarget ofIndex(SimServer.Index index) {
        return target(index.oid, definition(table).hash());
    }

    private static ActionTarget target(@Nullable Long oid, @Nullable String hash) {
        return new ActionTarget(Samples.ORDERS, "orders", "db.example", 5432, VERSION, "app", 5L, "7445", 1, oid, hash);
    }
}
