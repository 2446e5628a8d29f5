package dev.tickbird.executor;

import dev.tickbird.executor.app.ExecutorAgent;
import dev.tickbird.executor.app.ExecutorConfig;
import dev.tickbird.runtime.config.StrictYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.InstantSource;

/** An executor in a process of its own, which can be killed. */
final class ExecutorProcess implements AutoCloseable {
    private final Process process;

    private ExecutorProcess(Process process) {
        this.process = process;
    }

    static ExecutorProcess start(Path config, Path log) {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ExecutorProcess.class.getName(),
                config.toString());
        command.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        try {
            return new ExecutorProcess(command.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: nothing of it gets a chance to say good-bye. */
    void kill() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("the executor has ended by itself: " + process.exitValue());
        }
        close();
        process.waitFor();
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws InterruptedException {
        ExecutorConfig config = StrictYaml.load(Path.of(arguments[0]), ExecutorConfig.class);
        try (ExecutorAgent agent = ExecutorAgent.start(config, InstantSource.system())) {
            Thread.currentThread().join();
            agent.server();
        }
    }
}
