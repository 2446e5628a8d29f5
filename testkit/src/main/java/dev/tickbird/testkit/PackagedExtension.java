package dev.tickbird.testkit;

import dev.tickbird.embedded.ExtensionFiles;
import java.nio.file.Path;
import java.util.Optional;

/** Extensions that packages of the system bring: a test that needs one is skipped where it is not there. */
public final class PackagedExtension {
    /** The one version that Debian 12 has packages for. */
    public static final int MAJOR = 15;

    private static final String FOLDER = "TICKBIRD_EXTENSIONS";

    private PackagedExtension() {}

    /** What to say where it is missing. */
    public static String missing(String name) {
        return "needs the files of the package postgresql-" + MAJOR + "-" + name.replace('_', '-')
                + ", installed or unpacked into the folder that " + FOLDER + " names";
    }

    /** Its files: of an installed package, or of one that was unpacked into the folder {@code TICKBIRD_EXTENSIONS}. */
    public static Optional<ExtensionFiles> find(String name) {
        String folder = System.getenv().getOrDefault(FOLDER, "");
        return ExtensionFiles.below(Path.of(folder.isEmpty() ? "/" : folder), MAJOR, name);
    }
}
