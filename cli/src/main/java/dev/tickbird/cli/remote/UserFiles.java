package dev.tickbird.cli.remote;

import java.nio.file.Path;

/** Where a person's own files of Tickbird lie. */
public final class UserFiles {
    private UserFiles() {}

    /** {@code $XDG_CONFIG_HOME/tickbird}, or {@code ~/.config/tickbird}. */
    public static Path folder() {
        String given = System.getenv("XDG_CONFIG_HOME");
        Path base = given == null || given.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".config")
                : Path.of(given);
        return base.resolve("tickbird");
    }
}
