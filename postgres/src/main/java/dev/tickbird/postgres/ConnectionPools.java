package dev.tickbird.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Small pools of one login to one server, one per database, made when first used. The first connection of a pool is made by the caller,
 * so that a server that refuses is known at once with its reason, and not after the pool's own patience. Safe for use by many threads.
 */
public final class ConnectionPools implements Connections, AutoCloseable {
    private static final int MOST = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final ScheduledExecutorService HOUSEKEEPING = housekeeping();

    private final String name;
    private final Sources sources;
    private final Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Makes the data source of a database. */
    @FunctionalInterface
    public interface Sources {
        DataSource source(String database);
    }

    /**
     * Pools that are empty until used.
     *
     * @param name names the pools' threads, e.g. the instance
     */
    public ConnectionPools(String name, Sources sources) {
        this.name = name;
        this.sources = sources;
    }

    @Override
    public Connection open(String database) throws SQLException {
        HikariDataSource pool = pools.get(database);
        if (pool == null) {
            return create(database);
        }
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            if (PostgresFailure.of(e) == PostgresFailure.BUSY) {
                throw e;
            }
            drop(database, pool);
            return create(database);
        }
    }

    private Connection create(String database) throws SQLException {
        if (closed) {
            throw new SQLException("the connections to " + name + " are closed", "08003");
        }
        DataSource source = sources.source(database);
        Connection first = source.getConnection();
        AtomicReference<@Nullable Connection> handOver = new AtomicReference<@Nullable Connection>(first);
        HikariDataSource pool = new HikariDataSource(settings(givenFirst(source, handOver), database));
        HikariDataSource other = pools.putIfAbsent(database, pool);
        @Nullable Connection unused = null;
        try {
            if (other != null) {
                pool.close();
                unused = handOver.getAndSet(null);
                return other.getConnection();
            }
            if (closed) {
                drop(database, pool);
            }
            return pool.getConnection();
        } finally {
            if (unused != null) {
                unused.close();
            }
        }
    }

    /** Closes the pool of a database that is read no more. */
    public void forget(String database) {
        HikariDataSource pool = pools.get(database);
        if (pool != null) {
            drop(database, pool);
        }
    }

    private void drop(String database, HikariDataSource pool) {
        if (pools.remove(database, pool)) {
            pool.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        pools.forEach(this::drop);
    }

    private HikariConfig settings(DataSource source, String database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("tickbird-" + name + "-" + Integer.toHexString(database.hashCode()));
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setIdleTimeout(IDLE.toMillis());
        config.setMaxLifetime(LIFETIME.toMillis());
        config.setScheduledExecutor(HOUSEKEEPING);
        config.setThreadFactory(Thread.ofVirtual().name("pool-" + name + "-", 0).factory());
        return config;
    }

    /** The pool's first connection is the one that was made before it. */
    private static DataSource givenFirst(DataSource source, AtomicReference<@Nullable Connection> first) {
        return new OpeningDataSource(source, () -> {
            Connection given = first.getAndSet(null);
            return given == null ? source.getConnection() : given;
        });
    }

    /** One thread looks after the pools of all servers. */
    private static ScheduledExecutorService housekeeping() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("pool-housekeeping").factory());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
