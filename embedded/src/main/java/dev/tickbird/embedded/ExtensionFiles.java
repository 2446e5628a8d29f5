package dev.tickbird.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An extension that is no part of PostgreSQL, as a package installed it.
 *
 * @param library the shared library
 * @param scripts the control file and the SQL scripts
 */
public record ExtensionFiles(String name, Path library, List<Path> scripts) {
    public ExtensionFiles {
        scripts = List.copyOf(scripts);
    }

    /**
     * What a Debian package left below a folder; empty where there is none.
     *
     * @param root {@code /} for an installed package, else where it was unpacked
     */
    public static Optional<ExtensionFiles> below(Path root, int major, String name) {
        Path library = root.resolve("usr/lib/postgresql/" + major + "/lib/" + name + ".so");
        Path folder = root.resolve("usr/share/postgresql/" + major + "/extension");
        if (!Files.isReadable(library) || !Files.isReadable(folder.resolve(name + ".control"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> scripts = files.filter(
                            file -> file.getFileName().toString().matches(name + "(--.*|\\.control)"))
                    .sorted()
                    .toList();
            return Optional.of(new ExtensionFiles(name, library, scripts));
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Adds it to the programs of a server. */
    void addTo(Path home) {
        try {
            Files.copy(
                    library, home.resolve("lib/postgresql").resolve(name + ".so"), StandardCopyOption.REPLACE_EXISTING);
            for (Path script : scripts) {
                Files.copy(
                        script,
                        home.resolve("share/postgresql/extension").resolve(script.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot add the extension " + name + ": " + e.getMessage(), e);
        }
    }
}
