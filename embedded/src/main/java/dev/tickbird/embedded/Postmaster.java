package dev.tickbird.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running {@code postgres} process with a small shell beside it. The shell passes signals on, which Java cannot send,
 * and when our process ends, however that happens, it ends the server and deletes its temporary folder.
 */
final class Postmaster {

    enum Stop {
        /** Sessions are ended, a checkpoint is written. */
        FAST("INT"),
        /** As in a crash: no checkpoint; the next start recovers from the WAL. */
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int LOG_TAIL = 15;

    private static final String GUARD = """
            trap '' INT HUP
            while read -r signal; do
              [ "$signal" = DONE ] && exit 0
              kill -s "$signal" "$1" 2>/dev/null
            done
            kill -s INT "$1" 2>/dev/null
            turns=0
            while kill -s 0 "$1" 2>/dev/null && [ "$turns" -lt 100 ]; do
              sleep 0.1
              turns=$((turns + 1))
            done
            kill -s KILL "$1" 2>/dev/null
            if [ -n "$2" ]; then rm -rf "$2"; fi
            """;

    private final Process server;
    private final Process guard;
    private final Writer signals;
    private final CompletableFuture<Void> dismissal;
    private final Path cluster;
    private final Path log;

    private Postmaster(Process server, Process guard, Path cluster, Path log) {
        this.server = server;
        this.guard = guard;
        this.signals = guard.outputWriter(StandardCharsets.US_ASCII);
        this.cluster = cluster;
        this.log = log;
        // The guard must not outlive the server: its process id will be given to another program.
        this.dismissal = server.onExit().thenRun(() -> send("DONE"));
    }

    /**
     * Starts the server and returns when it accepts connections.
     *
     * @param temporary the folder to delete when our process ends without stopping the server
     */
    static Postmaster start(PostgresBinaries binaries, Path cluster, Path log, @Nullable Path temporary) {
        try {
            Files.deleteIfExists(log);
            Process server = new ProcessBuilder(Unprivileged.detected()
                            .command(List.of(binaries.program("postgres").toString(), "-D", cluster.toString())))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            Process guard = guard(server.pid(), temporary);
            Postmaster postmaster = new Postmaster(server, guard, cluster, log);
            postmaster.awaitReady();
            return postmaster;
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot start PostgreSQL in " + cluster + ": " + e.getMessage(), e);
        }
    }

    private static Process guard(long pid, @Nullable Path temporary) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "tickbird-guard", Long.toString(pid)));
        command.add(temporary == null ? "" : temporary.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!isReady()) {
            if (!pause() || !server.isAlive() || System.nanoTime() > deadline) {
                String state = server.isAlive() ? "is not ready" : "ended with code " + server.exitValue();
                stop(Stop.IMMEDIATE);
                throw new EmbeddedServerException("PostgreSQL in " + cluster + " " + state + ":\n" + logTail());
            }
        }
    }

    /** The server writes its state into the eighth line of its pid file. */
    private boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
            return lines.size() >= 8
                    && lines.getFirst().strip().equals(Long.toString(server.pid()))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    long pid() {
        return server.pid();
    }

    boolean isAlive() {
        return server.isAlive();
    }

    /** Stops the server in bounded time: what does not follow the signal is killed. */
    void stop(Stop how) {
        try {
            send(how.signal);
            if (!server.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            dismissal.orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            guard.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            guard.destroy();
        }
    }

    private void send(String signal) {
        try {
            signals.write(signal + "\n");
            signals.flush();
        } catch (IOException e) {
            // Somebody killed the guard; the process handle is what remains.
            server.destroy();
        }
    }
}
