package dev.tickbird.cli.remote;

import dev.tickbird.cli.Problem;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.schemas.wire.Codec;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The console that a person works with: {@code console.yml} in their folder, readable by nobody else.
 *
 * @param url where it is
 * @param token the person's token
 */
record LoginFile(@Nullable String url, @Nullable String token) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    static Path place() {
        return UserFiles.folder().resolve("console.yml");
    }

    static Optional<LoginFile> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        requirePrivate(file);
        return Optional.of(StrictYaml.load(file, LoginFile.class));
    }

    /** The content of a file that holds nothing but a secret; refused when others can read it. */
    static String secret(Path file) {
        try {
            requirePrivate(file);
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new Problem("the token file " + file + " cannot be read: is the path right?", Problem.USAGE);
        }
    }

    static void write(Path file, URI url, String token) {
        String text = "url: " + Codec.mapper().valueToTree(url.toString()) + "\ntoken: "
                + Codec.mapper().valueToTree(token) + "\n";
        try {
            Path folder = UserFiles.folder();
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path unfinished =
                    Files.createTempFile(folder, "console", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(unfinished, text, StandardCharsets.UTF_8);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Problem("the file " + file + " cannot be written: " + e.getMessage(), Problem.USAGE);
        }
    }

    private static void requirePrivate(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(permissions)) {
                throw new Problem(
                        file + " holds a token and is open to others (" + PosixFilePermissions.toString(permissions)
                                + "): chmod 600 " + file + ", and replace the token if others use this machine",
                        Problem.USAGE);
            }
        } catch (IOException e) {
            throw new Problem(file + " cannot be read: is the path right?", Problem.USAGE);
        }
    }

    @Override
    public String toString() {
        return "LoginFile[" + url + "]";
    }
}
