package dev.tickbird.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folder trees: made private, copied, deleted; temporary ones of dead processes are swept. */
final class Folders {

    private Folders() {}

    static void createPrivate(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot create the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A temporary folder whose name carries our process id, so that a later run can tell that its owner is gone. */
    static Path temporary(String purpose) {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        sweep(parent, purpose);
        try {
            return Files.createTempDirectory(
                    parent, prefix(purpose) + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot create a folder in " + parent + ": " + e.getMessage(), e);
        }
    }

    private static String prefix(String purpose) {
        return "tickbird-" + purpose + "-";
    }

    private static void sweep(Path parent, String purpose) {
        try (Stream<Path> entries = Files.list(parent)) {
            List<Path> stale =
                    entries.filter(path -> ownerIsGone(path, prefix(purpose))).toList();
            stale.forEach(Folders::delete);
        } catch (IOException | UncheckedIOException e) {
            // Another process sweeps the same folder, or it belongs to another user: nothing of ours is lost.
            return;
        }
    }

    private static boolean ownerIsGone(Path path, String prefix) {
        String name = path.getFileName().toString();
        if (!name.startsWith(prefix)) {
            return false;
        }
        String[] parts = name.substring(prefix.length()).split("-", 2);
        try {
            return parts.length == 2
                    && Files.isWritable(path)
                    && ProcessHandle.of(Long.parseLong(parts[0])).isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static void copy(Path from, Path to) {
        walk(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(folder).toString());
                if (!Files.isDirectory(target)) {
                    Files.copy(folder, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void delete(Path root) {
        walk(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void walk(Path root, SimpleFileVisitor<Path> visitor) {
        try {
            Files.walkFileTree(root, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
