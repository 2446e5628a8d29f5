package dev.tickbird.e2e;

import dev.tickbird.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Agents as real processes of this test, each with its file and its log. */
final class AgentProcesses implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final Map<String, Process> running = new LinkedHashMap<>();

    AgentProcesses(Path folder) {
        this.folder = folder;
    }

    /** Starts the agent with {@code NAME.yml}; what it says is appended to {@code NAME.log}. */
    void start(String name) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder command = new ProcessBuilder(
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "agent",
                kind(name),
                "--config",
                folder.resolve(name + ".yml").toString());
        command.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log(name).toFile()));
        try {
            running.put(name, command.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: nothing of it gets a chance to say good-bye. */
    void kill(String name) {
        Process process = running.remove(name);
        if (process == null || !process.isAlive()) {
            throw new AssertionError(name + " does not run; it said:\n" + said(name));
        }
        process.destroyForcibly();
        await(process);
    }

    void killAndRestart(String name) {
        kill(name);
        start(name);
    }

    boolean alive(String name) {
        Process process = running.get(name);
        return process != null && process.isAlive();
    }

    List<String> dead() {
        return running.keySet().stream().filter(name -> !alive(name)).toList();
    }

    /** Everything that it has said since its first start. */
    String said(String name) {
        try {
            return Files.exists(log(name)) ? Files.readString(log(name), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often it reported that it runs. */
    int starts(String name) {
        return said(name).split(kind(name) + " runs; health", -1).length - 1;
    }

    @Override
    public void close() {
        running.values().forEach(Process::destroy);
        running.values().forEach(AgentProcesses::await);
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** {@code control-analyzer} is an analyzer. */
    private static String kind(String name) {
        return name.substring(name.lastIndexOf('-') + 1);
    }
}
