package dev.tickbird.executor.run;

import dev.tickbird.executor.action.BloatReading;
import dev.tickbird.executor.action.IndexFacts;
import dev.tickbird.executor.action.Procedure;
import dev.tickbird.executor.action.Sight;
import dev.tickbird.executor.guard.ActivityFacts;
import dev.tickbird.executor.guard.CapacityFacts;
import dev.tickbird.executor.guard.GuardVerdict;
import dev.tickbird.executor.guard.Guards;
import dev.tickbird.executor.guard.LoginFacts;
import dev.tickbird.executor.guard.Situation;
import dev.tickbird.executor.guard.StandbyFacts;
import dev.tickbird.executor.intake.BackupSource;
import dev.tickbird.executor.intake.Cap;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server as one action sees it: looks, and brings what guards and procedures judge. */
final class Scene {
    private final Toolbox tools;
    private final Order.Run order;
    private final TargetSpec target;
    private final Procedure procedure;

    Scene(Toolbox tools, Order.Run order, TargetSpec target) {
        this.tools = tools;
        this.order = order;
        this.target = target;
        this.procedure = Procedure.of(order.what());
    }

    TargetSpec target() {
        return target;
    }

    Procedure procedure() {
        return procedure;
    }

    /** The login that sends the statement. */
    @Nullable
    Login login() {
        return switch (procedure.login()) {
            case SIGNAL -> target.signal();
            case SLOTS -> target.slots();
            case EXECUTOR -> target.executor();
        };
    }

    /** Whether the fleet file and executor.yml still let actions run there. */
    boolean open() {
        return target.mode() == Mode.EXECUTE
                && login() != null
                && tools.limits().of(target.instance()).isPresent();
    }

    private String role() {
        Login login = login();
        return login == null ? "" : login.user();
    }

    /** Everything that guards judge. */
    Situation situation() throws SQLException {
        try (Connection monitor = logins().monitor(target, order.target().database())) {
            return situation(monitor, false);
        }
    }

    private Situation situation(Connection monitor, boolean running) throws SQLException {
        Catalog catalog = Catalog.of(monitor);
        SurroundingsReader surroundings = new SurroundingsReader(logins());
        Sight sight = new SightReader(catalog, role()).look(order.what());
        long table = sight.table() == null ? 0 : sight.table().oid();
        StandbyFacts standbys = procedure.disturbsStandbys()
                ? surroundings.standbys(catalog, target, tools.fleet().cluster(target.cluster()))
                : StandbyFacts.NONE;
        LoginFacts login = surroundings.login(catalog, role());
        ActivityFacts activity = surroundings.activity(catalog, table);
        CapacityFacts capacity = running ? CapacityFacts.UNKNOWN : capacity(catalog, surroundings, sight);
        return new Situation(
                order,
                procedure,
                target,
                tools.limits().of(target.instance()).orElse(null),
                tools.fleet().pauses(),
                tools.fleet().policy(),
                sight,
                login,
                activity,
                standbys,
                capacity,
                new Past(tools).of(order),
                tools.guards(),
                tools.clock().instant());
    }

    /** Sizes of tablespaces take a look at every file: only where they decide. */
    private CapacityFacts capacity(Catalog catalog, SurroundingsReader surroundings, Sight sight) throws SQLException {
        Cap cap = tools.limits().of(target.instance()).orElse(null);
        if (cap == null) {
            return CapacityFacts.UNKNOWN;
        }
        boolean disk = cap.diskBytes().isPresent() && procedure.writes(sight) > 0;
        BackupSource backup = order.what().risk() == Risk.HIGH && !procedure.signals() ? cap.backup() : null;
        return surroundings.capacity(catalog, disk, backup);
    }

    /** What the guards that watch say while the statement runs. */
    GuardVerdict watch(Connection monitor) throws SQLException {
        return Guards.watch(situation(monitor, true));
    }

    /** What is there now, without measuring bloat. */
    Sight look() throws SQLException {
        try (Connection monitor = logins().monitor(target, order.target().database())) {
            return new SightReader(Catalog.of(monitor), role()).look(order.what());
        }
    }

    /** The same with what pgstatindex says, where the action asks for it. */
    Sight confirmed(Sight sight) throws SQLException {
        if (!(order.what() instanceof ReindexIndex reindex)) {
            return sight;
        }
        Optional<IndexFacts> index = sight.index(reindex.name()).filter(IndexFacts::valid);
        if (index.isEmpty()) {
            return sight;
        }
        BloatReading bloat =
                new BloatProbe(logins()).measure(target, order.target().database(), index.get());
        return sight.with(bloat);
    }

    /** What would restore what the action removes; null when it removes nothing. */
    @Nullable
    String undo(Sight sight) throws SQLException {
        if (!(order.what() instanceof DropIndex drop)) {
            return null;
        }
        Optional<IndexFacts> index = sight.index(drop.name());
        if (index.isEmpty()) {
            return null;
        }
        try (Connection monitor = logins().monitor(target, order.target().database())) {
            return new IndexAgain(Catalog.of(monitor))
                    .statements(index.get().oid(), drop.spansPartitions())
                    .orElse(null);
        }
    }

    /** Sessions of the executor's own roles that are not ours: whoever runs them is at work there. */
    List<String> others(int ours) throws SQLException {
        Login executor = target.executor();
        if (executor == null) {
            return List.of();
        }
        try (Connection monitor = logins().monitor(target, target.maintenanceDatabase())) {
            return Catalog.of(monitor)
                    .all(
                            "others",
                            row -> row.getInt("pid") == ours
                                    ? ""
                                    : row.getInt("pid") + " (" + row.getString("application") + ")",
                            executor.user())
                    .stream()
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
    }

    private Logins logins() {
        return tools.logins();
    }
}
