package dev.tickbird.cli;

import dev.tickbird.testkit.Await;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that runs until it is told to stop. */
public final class Background implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FutureTask<Integer> run;
    private final Thread thread;

    public Background(String... arguments) {
        this.run = new FutureTask<>(() -> Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments));
        this.thread = Thread.ofPlatform().name("command").start(run);
    }

    /** Waits for a line of output and returns the pattern's first group. */
    public String await(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        Await.until(
                LIMIT,
                "'" + pattern + "' in the output",
                () -> run.isDone() || wanted.matcher(out()).find());
        Matcher found = wanted.matcher(out());
        if (!found.find()) {
            throw new AssertionError("it ended without '" + pattern + "': " + out() + err);
        }
        return found.group(1);
    }

    public String out() {
        return out.toString();
    }

    /** Interrupts it and returns its exit code. */
    public int stop() throws Exception {
        thread.interrupt();
        return run.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
