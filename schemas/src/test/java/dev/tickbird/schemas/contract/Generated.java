package dev.tickbird.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in the tree that is made from the code: compared, or written again when {@code -Dtickbird.regenerate} is given. */
final class Generated {
    private static final boolean REGENERATE = System.getProperty("tickbird.regenerate") != null;

    private Generated() {}

    static void check(Path file, String expected, Class<?> test) throws IOException {
        if (REGENERATE) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, expected);
        }
        assertThat(file).as("missing; write it with: %s", command(test)).exists();
        assertThat(Files.readString(file))
                .as("%s is not what the code says; write it again with: %s", file, command(test))
                .isEqualTo(expected);
    }

    /** The same for what must never change: written only where there is nothing yet. */
    static void stable(Path file, String expected, Class<?> test) throws IOException {
        if (!Files.exists(file)) {
            check(file, expected, test);
        }
        assertThat(expected)
                .as("%s is what others have signed and stored: this change breaks it", file)
                .isEqualTo(Files.readString(file));
    }

    private static String command(Class<?> test) {
        return "mvn -pl schemas test -Dtickbird.regenerate -Dtest=" + test.getSimpleName();
    }
}
