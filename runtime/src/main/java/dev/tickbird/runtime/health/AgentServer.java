package dev.tickbird.runtime.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.schemas.wire.Codec;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An agent's own small HTTP server: {@code /health/live} (the process answers), {@code /health/ready} (every check is up,
 * else 503 and the reasons) and {@code /prometheus}. It shows no data and takes no orders.
 */
public final class AgentServer implements AutoCloseable {

    private static final int BACKLOG = 16;
    private static final String JSON = "application/json";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private final List<HealthCheck> checks;

    private AgentServer(HttpServer server, List<HealthCheck> checks, PrometheusMeterRegistry metrics) {
        this.server = server;
        this.checks = List.copyOf(checks);
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("health-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/health/live", exchange -> answer(exchange, 200, JSON, "{\"status\":\"UP\"}"));
        server.createContext("/health/ready", this::ready);
        server.createContext("/prometheus", exchange -> answer(exchange, 200, METRICS, metrics.scrape()));
    }

    /**
     * Where the server listens.
     *
     * @param host absent: loopback only
     * @param port 0: any free port
     */
    public record Settings(String host, int port) {

        private static final int HIGHEST_PORT = 65_535;

        public Settings {
            host = host == null ? "127.0.0.1" : host;
            if (port < 0 || port > HIGHEST_PORT) {
                throw new IllegalArgumentException("port is " + port + ": expected 0 (any) to 65535");
            }
        }

        public static Settings loopback(int port) {
            return new Settings("127.0.0.1", port);
        }
    }

    public static AgentServer start(Settings settings, List<HealthCheck> checks, PrometheusMeterRegistry metrics) {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        try {
            AgentServer server = new AgentServer(HttpServer.create(address, BACKLOG), checks, metrics);
            server.server.start();
            return server;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Health and metrics cannot be served at " + settings.host() + ":" + settings.port() + ": "
                            + e.getMessage() + ". Choose another port, or 0 for any free one.",
                    e);
        }
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void ready(HttpExchange exchange) throws IOException {
        ObjectNode body = Codec.mapper().createObjectNode();
        ArrayNode list = body.putArray("checks");
        boolean ready = true;
        for (HealthCheck check : checks) {
            ObjectNode entry = list.addObject().put("name", check.name());
            switch (check.condition()) {
                case Condition.Up() -> entry.put("status", "UP");
                case Condition.Down(String reason) -> {
                    entry.put("status", "DOWN").put("reason", reason);
                    ready = false;
                }
            }
        }
        body.put("status", ready ? "UP" : "DOWN");
        answer(exchange, ready ? 200 : 503, JSON, body.toString());
    }

    private static void answer(HttpExchange exchange, int status, @Nullable String type, String body)
            throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            if (method.equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
