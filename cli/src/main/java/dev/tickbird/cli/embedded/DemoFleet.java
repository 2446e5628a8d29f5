package dev.tickbird.cli.embedded;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.postgres.MonitoringSetup;
import dev.tickbird.schemas.common.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The demo's servers: three to watch, with real problems in them, and one for the console. */
final class DemoFleet implements AutoCloseable {
    static final String DATABASE = "shop";
    static final String MONITOR = "tickbird_monitor";
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
        Identifier monitor = new Identifier(MONITOR);
        server.execute("postgres", MonitoringSetup.roles(monitor));
        server.execute("postgres", resource("/demo/roles.sql").replace("{password}", password));
        server.execute("postgres", fence());
        server.createDatabase(DATABASE);
        server.execute(DATABASE, MonitoringSetup.database(monitor));
        server.execute(DATABASE, resource("/demo/shop.sql"));
        server.execute(DATABASE, "VACUUM ANALYZE sessions", "ANALYZE orders", "ANALYZE customers");
        return new Member(name, mode, server);
    }

    private static String fence() {
        return resource("/sql/setup/fence.sql")
                .replace("{monitor}", MONITOR)
                .replace("{executor}", "tickbird_executor");
    }

    private static String resource(String path) {
        try (InputStream in = DemoFleet.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
