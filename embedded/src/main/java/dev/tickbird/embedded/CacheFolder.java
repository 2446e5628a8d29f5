package dev.tickbird.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Consumer;

/** Where unpacked binaries are shared between runs: made once, whole or not at all, whoever comes first. */
final class CacheFolder {

    private static final Object IN_PROCESS = new Object();

    private CacheFolder() {}

    static Path root() {
        String setting = System.getProperty("tickbird.cache", "");
        if (!setting.isEmpty()) {
            return Path.of(setting).toAbsolutePath();
        }
        if (Unprivileged.detected() == Unprivileged.AS_NOBODY) {
            // root's home is closed to nobody
            return Path.of("/var/cache/tickbird");
        }
        Map<String, String> environment = System.getenv();
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path parent = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return parent.resolve("tickbird").toAbsolutePath();
    }

    /** The folder of this name; made in a folder beside it, then renamed, when it is not there yet. */
    static Path obtain(String name, Consumer<Path> make) {
        Path folder = root().resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        synchronized (IN_PROCESS) {
            return obtainLocked(folder, make);
        }
    }

    private static Path obtainLocked(Path folder, Consumer<Path> make) {
        try {
            Files.createDirectories(folder.getParent());
            Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(folder)) {
                    makeAndRename(folder, make);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Cannot fill the cache folder " + folder + ": " + e.getMessage()
                            + " (another folder: -Dtickbird.cache=…)",
                    e);
        }
    }

    private static void makeAndRename(Path folder, Consumer<Path> make) throws IOException {
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
        if (Files.exists(unfinished)) {
            Folders.delete(unfinished);
        }
        Files.createDirectories(unfinished);
        make.accept(unfinished);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }
}
