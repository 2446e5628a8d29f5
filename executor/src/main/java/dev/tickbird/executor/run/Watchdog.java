package dev.tickbird.executor.run;

import dev.tickbird.executor.guard.GuardVerdict;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a running statement over a connection of its own: who waits for it, how far it is, whether it may go on. It cancels until
 * the statement has ended.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final double WHOLE = 100;

    private final Watched watched;
    private final Logins logins;
    private final RunSettings settings;
    private final ProgressSink sink;
    private final InstantSource clock;
    private final Map<Integer, Long> waitingSince = new HashMap<>();
    private final Pace pace;
    private final Pace.Bell ended;
    private final Pace.Task task;
    private final long began;
    private volatile @Nullable Stop stop;
    private long progressAt;

    /**
     * What is looked after.
     *
     * @param action whose progress it is, with the instance
     * @param watch the guards that go on watching, over the given connection to the database
     */
    record Watched(
            dev.tickbird.schemas.common.ActionId action,
            TargetSpec target,
            String database,
            ActionSession session,
            Lease lease,
            Watch watch) {}

    /**
     * A session that waits for the statement.
     *
     * @param queued whether others wait behind it: a migration waits well, but not the application behind it
     */
    private record Waiter(int pid, boolean queued) {}

    /** Asks the guards again. */
    @FunctionalInterface
    interface Watch {
        GuardVerdict judge(Connection monitor) throws SQLException;
    }

    Watchdog(Watched watched, Logins logins, RunSettings settings, ProgressSink sink, InstantSource clock, Pace pace) {
        this.watched = watched;
        this.logins = logins;
        this.settings = settings;
        this.sink = sink;
        this.clock = clock;
        this.pace = pace;
        this.ended = pace.bell();
        this.began = pace.nanos();
        this.task = pace.start("watchdog-" + watched.action(), this::run);
    }

    /** Why the statement was ended by us; null when it was not. */
    @Nullable
    Stop stop() {
        return stop;
    }

    /** A person wants it to end. */
    void stop(Stop reason) {
        if (stop == null) {
            stop = reason;
        }
    }

    private void run() {
        Connection monitor = null;
        try {
            while (!ended.await(settings.look())) {
                if (!watched.lease().held()) {
                    stop = new Stop.FenceLost();
                    watched.session().abort();
                    return;
                }
                monitor = look(monitor);
                if (stop != null) {
                    watched.session().cancel();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            quietly(monitor);
        }
    }

    private @Nullable Connection look(@Nullable Connection open) {
        Connection monitor = open;
        try {
            if (monitor == null) {
                monitor = logins.monitor(watched.target(), watched.database());
            }
            Catalog catalog = Catalog.of(monitor);
            waiters(catalog);
            if (pace.nanos() - progressAt > settings.progress().toNanos()) {
                progressAt = pace.nanos();
                progress(catalog);
                guards(monitor);
            }
            return monitor;
        } catch (SQLException e) {
            LOG.debug("the watchdog of {} could not look", watched.action(), e);
            quietly(monitor);
            return null;
        }
    }

    private void waiters(Catalog catalog) throws SQLException {
        List<Waiter> now = catalog.all(
                "waiters",
                row -> new Waiter(row.getInt("pid"), row.getBoolean("queued")),
                watched.session().pid());
        waitingSince.keySet().retainAll(now.stream().map(Waiter::pid).toList());
        Set<Integer> tooLong = new HashSet<>();
        for (Waiter waiter : now) {
            long since = waitingSince.computeIfAbsent(waiter.pid(), ignored -> pace.nanos());
            // A waiter was there for up to one look before it was first seen.
            boolean patient = pace.nanos() - since + settings.look().toNanos()
                    < settings.patience().toNanos();
            if (waiter.queued() || !patient) {
                tooLong.add(waiter.pid());
            }
        }
        if (!tooLong.isEmpty()) {
            stop(new Stop.GiveWay(tooLong));
        }
    }

    private void guards(Connection monitor) throws SQLException {
        switch (watched.watch().judge(monitor)) {
            case GuardVerdict.Go() -> {}
            case GuardVerdict.Wait(String reason, Instant again) -> stop(new Stop.NotNow(reason));
            case GuardVerdict.Refuse refuse -> stop(new Stop.Forbidden(refuse.reason()));
        }
    }

    private void progress(Catalog catalog) throws SQLException {
        int pid = watched.session().pid();
        Optional<Progress> progress = catalog.first(
                "progress",
                row -> progress(row.getString("phase"), row.getLong("done"), row.getLong("total")),
                pid,
                pid,
                pid);
        progress.ifPresent(sink::publish);
    }

    private Progress progress(String phase, long done, long total) {
        Double percent = total <= 0 ? null : Math.clamp(WHOLE * done / total, 0, WHOLE);
        Duration remaining = null;
        if (percent != null && percent > 1) {
            double elapsed = pace.nanos() - began;
            remaining = Duration.ofNanos(Math.round(elapsed * (WHOLE - percent) / percent));
        }
        return new Progress(watched.action(), watched.target().instance(), phase, percent, remaining, clock.instant());
    }

    private static void quietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("a connection did not close cleanly", e);
        }
    }

    @Override
    public void close() {
        ended.ring();
        try {
            boolean _ = task.join(settings.lease());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
