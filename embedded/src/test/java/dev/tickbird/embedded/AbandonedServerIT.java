package dev.tickbird.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A process that dies without a word leaves no server and no folder behind. */
class AbandonedServerIT {

    @Test
    void serverAndFolderGoWithTheirProcess() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Abandoning.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = owner.inputReader()) {
            long pid = Long.parseLong(output.readLine());
            Path folder = Path.of(output.readLine());
            assertThat(owner.waitFor(30, TimeUnit.SECONDS)).isTrue();
            await(() -> ProcessHandle.of(pid).isEmpty() && !Files.exists(folder));
        } finally {
            owner.destroyForcibly();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the server outlived its process").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Starts a server, says where, and halts without closing it. */
    static final class Abandoning {
        public static void main(String[] arguments) {
            PostgresServer server = PostgresServer.start(
                    PostgresServer.Options.of(PostgresServer.majors().last()));
            System.out.println(server.pid());
            System.out.println(server.dataDirectory());
            Runtime.getRuntime().halt(1);
        }
    }
}
