package dev.tickbird.executor.run;

import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.Login;
import java.sql.SQLException;
import java.time.Duration;

/** What opens sessions that act, for as long as the lease holds. */
record UnderFence(Toolbox tools, Order.Run order, Scene scene, Lease lease) {
    /** A session that is named in the fence before anything is sent. */
    ActionSession session(Duration lockTimeout, Duration statementTimeout) throws SQLException {
        Login login = scene.login();
        if (login == null) {
            throw new SQLException("the fleet file gives no login for it", "28000");
        }
        ActionSession session = ActionSession.open(
                tools.logins().action(scene.target(), login, order.target().database(), order.action(), lockTimeout),
                statementTimeout,
                tools.clock());
        try {
            lease.register(session.pid(), session.start());
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    Watchdog watchdog(ActionSession session, Watchdog.Watch watch) {
        Watchdog.Watched watched = new Watchdog.Watched(
                order.action(), scene.target(), order.target().database(), session, lease, watch);
        return new Watchdog(watched, tools.logins(), tools.settings(), tools.progress(), tools.clock(), tools.pace());
    }
}
