package dev.tickbird.cli.embedded;

import dev.tickbird.embedded.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The demo's servers: three to watch, with real problems in them, and one for the console. */
final class DemoFleet implements AutoCloseable {
    private static final String STORE_DATABASE = "console";

    private final List<Member> members;
    private final PostgresServer store;

    /** One watched server of the demo. */
    record Member(String name, String mode, PostgresServer server) {}

    private DemoFleet(List<Member> members, PostgresServer store) {
        this.members = members;
        this.store = store;
    }

    /** Starts all servers at once and fills them. The second one runs the oldest version that this platform has. */
    static DemoFleet start(String password) {
        int newest = PostgresServer.majors().last();
        int oldest = PostgresServer.majors().first();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Member> orders = threads.submit(() -> member("orders-prod", "execute", newest, password));
            Future<Member> archive = threads.submit(() -> member("archive-prod", "execute", oldest, password));
            Future<Member> billing = threads.submit(() -> member("billing-prod", "propose", newest, password));
            Future<PostgresServer> store = threads.submit(() -> store(newest));
            return new DemoFleet(List.of(orders.get(), archive.get(), billing.get()), store.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the demo's servers could not be started", e);
        }
    }

    List<Member> members() {
        return members;
    }

    PostgresServer store() {
        return store;
    }

    String storeDatabase() {
        return STORE_DATABASE;
    }

    @Override
    public void close() {
        List<PostgresServer> all =
                new ArrayList<>(members.stream().map(Member::server).toList());
        all.add(store);
        all.forEach(PostgresServer::close);
    }

    private static PostgresServer store(int major) {
        PostgresServer server =
                PostgresServer.start(PostgresServer.Options.of(major).notDurable());
        server.createDatabase(STORE_DATABASE);
        return server;
    }

    private static Member member(String name, String mode, int major, String password) {
        PostgresServer server = PostgresServer.start(
                PostgresServer.Options.of(major).notDurable().with("track_io_timing", "on"));
        DemoSql sql = DemoSql.of(password);
        server.execute("postgres", sql.server().toArray(String[]::new));
        server.createDatabase(DemoSql.DATABASE);
        server.execute(DemoSql.DATABASE, sql.database().toArray(String[]::new));
        return new Member(name, mode, server);
    }
}
