package dev.tickbird.alerter.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Takes webhooks, and answers as it is told: first what is queued, then 200. */
final class FakeSlack implements AutoCloseable {
    /** A status, or {@link #HANG}. */
    static final int HANG = 0;

    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> taken = new CopyOnWriteArrayList<>();

    FakeSlack() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(body);
            Integer answer = answers.poll();
            if (answer != null && answer == HANG) {
                closing.await();
                return;
            }
            int status = answer == null ? 200 : answer;
            if (status == 200) {
                taken.add(body);
            }
            if (status == 429) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ReceiverConfig receiver(String name, Path folder) throws IOException {
        Path secret = folder.resolve(name + "-webhook");
        Files.writeString(secret, "http://127.0.0.1:" + server.getAddress().getPort() + "/hook\n");
        var reference = new dev.tickbird.runtime.config.SecretReference("file:" + secret);
        return new ReceiverConfig(name, new SlackSettings(reference, Duration.ofSeconds(20)), null);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
