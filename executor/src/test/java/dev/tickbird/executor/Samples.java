package dev.tickbird.executor;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.TlsMode;
import java.util.Map;

/** One instance for tests without a server. */
public final class Samples {
    public static final InstanceId ORDERS = InstanceId.of("orders");

    private Samples() {}

    public static TargetSpec spec(Mode mode) {
        return new TargetSpec(
                ORDERS,
                "orders",
                "here",
                "db.example",
                5432,
                TlsMode.DISABLE,
                null,
                Map.of("env", "test"),
                "postgres",
                DatabaseSelection.ALL,
                Intervals.DEFAULTS,
                mode,
                new Login("monitor", "env:M"),
                new Login("owner", "env:O"),
                new Login("signal", "env:S"),
                new Login("slots", "env:R"),
                false,
                null,
                1);
    }

    public static ActionTarget target() {
        return new ActionTarget(
                ORDERS, "orders", "db.example", 5432, ServerVersion.of(180006), "app", 5L, "7445", 1, 16400L, null);
    }
}
