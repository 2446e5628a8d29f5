package dev.tickbird.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A cluster that {@code initdb} has made once per version; new servers are copies of it, because {@code initdb} takes
 * longer than everything else.
 *
 * @param password the superuser's password in it; it is changed at the first start of a copy
 */
record PostgresTemplate(Path cluster, String password) {

    static final String SUPERUSER = "postgres";
    private static final String PASSWORD_FILE = "password";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long INITDB_LIMIT_SECONDS = 120;

    static PostgresTemplate of(PostgresBinaries binaries) {
        Path folder = CacheFolder.obtain("template-" + binaries.version(), target -> initialise(binaries, target));
        try {
            return new PostgresTemplate(
                    folder.resolve("cluster"),
                    Files.readString(folder.resolve(PASSWORD_FILE)).strip());
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot read " + folder + "; delete it and start again", e);
        }
    }

    static String randomPassword() {
        byte[] bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Copies the cluster into a folder that is not there yet, with an identity of its own. */
    void copyTo(Path target) {
        try {
            Path unfinished = target.resolveSibling(target.getFileName() + ".new");
            if (Files.exists(unfinished)) {
                Folders.delete(unfinished);
            }
            Folders.copy(cluster, unfinished);
            ControlFile.stamp(unfinished, RANDOM.nextLong(1, Long.MAX_VALUE));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot make a cluster in " + target + ": " + e.getMessage(), e);
        }
    }

    private static void initialise(PostgresBinaries binaries, Path folder) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Path passwordFile = folder.resolve(PASSWORD_FILE);
            Files.writeString(passwordFile, randomPassword());
            Unprivileged.detected().own(folder);
            initdb(binaries, folder.resolve("cluster"), passwordFile, folder.resolve("initdb.log"));
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot prepare PostgreSQL in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void initdb(PostgresBinaries binaries, Path cluster, Path passwordFile, Path log)
            throws IOException {
        List<String> command = Unprivileged.detected()
                .command(List.of(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + cluster,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(INITDB_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new EmbeddedServerException("initdb did not end within " + INITDB_LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted during initdb", e);
        }
        if (process.exitValue() != 0) {
            throw new EmbeddedServerException(
                    "initdb failed: " + Files.readString(log).strip());
        }
    }
}
