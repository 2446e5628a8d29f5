package dev.tickbird.cli.embedded;

import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.common.StableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of configuration, keys and secrets that only its owner can read, and texts that go into it. */
final class PrivateFolder {
    private static final int RANDOM_BYTES = 24;

    private final Path path;

    PrivateFolder(Path path) {
        this.path = path.toAbsolutePath();
        try {
            Files.createDirectories(
                    this.path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + path + " cannot be made", e);
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(path.resolve(name));
    }

    Path write(String name, String text) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, text, StandardCharsets.UTF_8);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + path + " cannot be written", e);
        }
    }

    /** Writes what is not there yet: what is there may have been edited. */
    Path writeOnce(String name, String text) {
        return has(name) ? path.resolve(name) : write(name, text);
    }

    /** A trust file of the three keys that every installation has. */
    static String trust(KeyFiles keys) {
        return Stream.of("fleet", "console", "executor")
                .map(purpose -> trusted(keys.obtain(purpose), purpose))
                .collect(Collectors.joining("", "keys:\n", ""));
    }

    private static String trusted(SigningKey key, String purpose) {
        return "  - purpose: " + purpose + "\n    owner: " + purpose + "\n    key: " + key.publicJwk() + "\n";
    }

    /** The block that every agent's file begins with. */
    static String kafka(String bootstrap, int partitions) {
        return "kafka:\n  bootstrapServers: " + bootstrap + "\n  partitions: " + partitions
                + "\n  replicationFactor: 1\n";
    }

    static String sha256(String token) {
        return HexFormat.of().formatHex(StableId.sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
