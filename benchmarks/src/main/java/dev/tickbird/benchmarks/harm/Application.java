package dev.tickbird.benchmarks.harm;

import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * pgbench at a fixed rate: each transaction reads and changes rows of the table that is worked on. A transaction that comes late because the one
 * before it was held is counted as late, as whoever waits for it sees it.
 */
final class Application implements AutoCloseable {
    private static final long SECOND = 1_000_000;
    private static final String SCRIPT = """
            \\set aid random(1, 100000 * :scale)
            BEGIN;
            UPDATE pgbench_accounts SET abalance = abalance + 1 WHERE aid = :aid;
            SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
            INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (1, 1, :aid, 1, CURRENT_TIMESTAMP);
            END;
            """;

    private final Path folder;
    private final Process process;

    private Application(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param seconds the longest that it goes on
     */
    static Application start(TestDatabase database, int scale, int rate, int clients, int seconds) throws IOException {
        Path folder = Files.createTempDirectory("action-harm");
        Path script = Files.writeString(folder.resolve("transaction.sql"), SCRIPT);
        ProcessBuilder builder = new ProcessBuilder(Cores.onServers(List.of(
                "pgbench",
                "--no-vacuum",
                "--log",
                "--log-prefix=" + folder.resolve("log"),
                "--client=" + clients,
                "--rate=" + rate,
                "--time=" + seconds,
                "--define=scale=" + scale,
                "--protocol=prepared",
                "--file=" + script,
                "--host=" + database.server().host(),
                "--port=" + database.server().port(),
                "--username=" + database.server().superuser(),
                database.name())));
        builder.environment().putAll(Map.of("PGPASSWORD", database.server().password()));
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
        return new Application(folder, builder.start());
    }

    /** Ends it, and tells the transactions of it. */
    List<Transaction> stop() throws IOException, InterruptedException {
        // an interrupted pgbench writes its log to the end
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        List<Transaction> transactions = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("log."))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    transaction(line, transactions);
                }
            }
        }
        if (transactions.isEmpty()) {
            throw new IllegalStateException("pgbench did nothing: " + Files.readString(folder.resolve("out")));
        }
        return transactions;
    }

    /** client, number, latency, script, seconds, microseconds, lag behind the schedule. The last line of a log may be cut. */
    private static void transaction(String line, List<Transaction> into) {
        String[] words = line.split(" ", -1);
        if (words.length >= 7 && words[2].chars().allMatch(Character::isDigit)) {
            into.add(new Transaction(
                    Long.parseLong(words[4]) * SECOND + Long.parseLong(words[5]), Long.parseLong(words[2])));
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
