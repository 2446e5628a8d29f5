package dev.tickbird.testkit;

import dev.tickbird.embedded.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** The shared servers as one test sees them: databases that it makes here are dropped after it. */
public final class TestPostgres implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final IntFunction<PostgresServer> servers;
    private final List<TestDatabase> made = new ArrayList<>();

    TestPostgres(IntFunction<PostgresServer> servers) {
        this.servers = servers;
    }

    /** The shared server of this major version; who crashes or reconfigures a server starts one of his own. */
    public PostgresServer server(int major) {
        return servers.apply(major);
    }

    /** A fresh, empty database. */
    public TestDatabase database(int major) {
        return database(major, "test_" + NUMBERS.incrementAndGet());
    }

    /** A fresh, empty database of this very name. */
    public synchronized TestDatabase database(int major, String name) {
        TestDatabase database = new TestDatabase(server(major), name);
        database.server().createDatabase(name);
        made.add(database);
        return database;
    }

    @Override
    public synchronized void close() {
        made.forEach(database -> database.server().dropDatabase(database.name()));
        made.clear();
    }
}
