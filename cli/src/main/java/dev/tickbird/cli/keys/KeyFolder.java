package dev.tickbird.cli.keys;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.remote.UserFiles;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The folder in which a person's keys lie, as the commands' option. */
public final class KeyFolder {
    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "where the keys lie (default: ~/.config/tickbird/keys)")
    private @Nullable Path folder;

    Path folder() {
        return folder == null ? UserFiles.folder().resolve("keys") : folder;
    }

    KeyFiles files() {
        return new KeyFiles(folder());
    }

    SigningKey key(String name) {
        KeyFiles files = files();
        if (!files.exists(name)) {
            throw new Problem(
                    "there is no key '" + name + "' in " + folder() + ": there are " + files.names()
                            + " (tickbird keys new " + name + " makes it)",
                    Problem.USAGE);
        }
        return files.obtain(name);
    }

    /** The key that signs for a user: the given file, else the one of that name, else the only one there is. */
    public static SigningKey signing(@Nullable Path given, String user) {
        if (given != null) {
            return KeyFiles.load(given);
        }
        Path folder = UserFiles.folder().resolve("keys");
        KeyFiles files = new KeyFiles(folder);
        List<String> names = files.names();
        if (names.contains(user)) {
            return files.obtain(user);
        }
        if (names.size() == 1) {
            return files.obtain(names.getFirst());
        }
        throw new Problem(
                (names.isEmpty()
                                ? "there is no key in " + folder + " to sign with"
                                : "there are several keys in " + folder + " and none is named " + user)
                        + ": name one with --key FILE, or make one with tickbird keys new NAME",
                Problem.USAGE);
    }

    boolean isThere() {
        return Files.isDirectory(folder());
    }
}
