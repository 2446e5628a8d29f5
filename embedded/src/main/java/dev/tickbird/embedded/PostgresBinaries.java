package dev.tickbird.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** The programs of one major version, unpacked once into the cache folder. */
record PostgresBinaries(int major, String version, Path home) {

    private static final int OLDEST = 13;
    private static final int NEWEST = 18;

    /** The majors whose archives are on the class path. */
    static NavigableSet<Integer> majors() {
        NavigableSet<Integer> majors = new TreeSet<>();
        for (int major = OLDEST; major <= NEWEST; major++) {
            if (archive(major) != null) {
                majors.add(major);
            }
        }
        return majors;
    }

    static PostgresBinaries of(int major) {
        URL archive = archive(major);
        if (archive == null) {
            throw new EmbeddedServerException(
                    "No binaries of PostgreSQL " + major + " on the class path; there are " + majors());
        }
        String version = version(major);
        Path home = CacheFolder.obtain("postgres-" + version, folder -> unpack(archive, folder));
        return new PostgresBinaries(major, version, home);
    }

    /** The same in a folder of its own, with further extensions. */
    PostgresBinaries with(List<ExtensionFiles> extensions, Path folder) {
        Path own = folder.resolve("programs");
        if (!Files.isDirectory(own)) {
            Folders.copy(home, own);
        }
        extensions.forEach(extension -> extension.addTo(own));
        return new PostgresBinaries(major, version, own);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static @Nullable URL archive(int major) {
        return PostgresBinaries.class.getResource("/tickbird/postgres/" + major + "/server.txz");
    }

    private static String version(int major) {
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("/tickbird/postgres/" + major + ".version")) {
            if (in == null) {
                throw new EmbeddedServerException("The version of PostgreSQL " + major + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot read the version of PostgreSQL " + major, e);
        }
    }

    private static void unpack(URL archive, Path folder) {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot unpack PostgreSQL into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("entry outside the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, folder.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
