package dev.tickbird.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what an agent opened, last first, each within a limit: a part that hangs is named and left behind. The right
 * order of opening is: broker, context, producers and admin, consumer loops and Streams.
 */
public final class Shutdown implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Duration limit;
    private final Deque<Part> parts = new ArrayDeque<>();
    private boolean closed;

    private record Part(String name, AutoCloseable resource) {}

    /** The limit is for each part. */
    public Shutdown(Duration limit) {
        this.limit = limit;
    }

    /** Takes over the closing of a resource and returns it; once closed, it is closed at once. */
    public <T extends AutoCloseable> T add(String name, T resource) {
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                parts.push(new Part(name, resource));
            }
        }
        if (late) {
            close(new Part(name, resource));
        }
        return resource;
    }

    /** Closes everything when the process is asked to end (SIGTERM, Ctrl-C). */
    public void onProcessEnd() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(this::close));
    }

    /** A second caller waits until the first has closed everything. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            while (!parts.isEmpty()) {
                close(parts.pop());
            }
        }
    }

    private void close(Part part) {
        Thread closing = Thread.ofPlatform()
                .daemon()
                .name("close-" + part.name())
                .start(() -> {
                    try {
                        part.resource().close();
                    } catch (Exception e) {
                        LOG.warn("{} did not close cleanly: {}", part.name(), e.toString());
                    }
                });
        try {
            if (!closing.join(limit)) {
                LOG.warn("{} did not close within {} and is left behind", part.name(), limit);
                closing.interrupt();
            }
        } catch (InterruptedException e) {
            closing.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
