package dev.tickbird.runtime.security;

import dev.tickbird.runtime.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A private folder of keys of our own: {@code <name>.jwk.json}, readable by its owner only, and beside it
 * {@code <name>.public.json} to give away. A key is made when it is first asked for.
 */
public final class KeyFiles {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private static final String PRIVATE = ".jwk.json";

    private final Path folder;

    public KeyFiles(Path folder) {
        this.folder = folder;
    }

    /** The key of that name, such as {@code fleet}; made if it is not there. */
    public SigningKey obtain(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            create(file, name);
        }
        requirePrivate(file);
        return SigningKey.load(file);
    }

    /** The key in a file somewhere, in any form that {@link SigningKey#load} reads; it must be its owner's only. */
    public static SigningKey load(Path file) {
        requirePrivate(file);
        return SigningKey.load(file);
    }

    /** The names of the keys that are there, sorted. */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(PRIVATE))
                    .map(name -> name.substring(0, name.length() - PRIVATE.length()))
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Where the private half lies. */
    public Path privateFile(String name) {
        return file(name);
    }

    public boolean exists(String name) {
        return Files.exists(file(name));
    }

    /** Where the public half lies, for people who register it elsewhere. */
    public Path publicFile(String name) {
        file(name);
        return folder.resolve(name + ".public.json");
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "key name '" + name + "' is not valid: use lower-case letters, digits and '-'");
        }
        return folder.resolve(name + PRIVATE);
    }

    private void create(Path file, String name) {
        SigningKey key = SigningKey.generate();
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path unfinished =
                    Files.createTempFile(folder, name, ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try {
                Files.writeString(unfinished, key.privateJwk() + "\n", StandardCharsets.UTF_8);
                // A hard link fails where the file exists: of two processes that start together one key remains.
                Files.createLink(file, unfinished);
                Files.writeString(publicFile(name), key.publicJwk() + "\n", StandardCharsets.UTF_8);
            } catch (FileAlreadyExistsException e) {
                return;
            } catch (UnsupportedOperationException e) {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                Files.writeString(publicFile(name), key.publicJwk() + "\n", StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new ConfigurationException("The key file " + file + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static void requirePrivate(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(permissions)) {
                throw new ConfigurationException(
                        "The key file " + file + " is open to others (" + PosixFilePermissions.toString(permissions)
                                + "): chmod 600 " + file + ", and replace the key if others use this machine");
            }
        } catch (IOException e) {
            throw new ConfigurationException("The key file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
