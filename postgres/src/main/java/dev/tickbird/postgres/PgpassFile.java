package dev.tickbird.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** libpq's password file: lines of {@code host:port:database:user:password}, {@code *} for any, backslash before : and \. */
final class PgpassFile {
    private static final int FIELDS = 5;

    private final List<List<String>> lines;

    private PgpassFile(List<List<String>> lines) {
        this.lines = lines;
    }

    static Path location(Map<String, String> environment) {
        String named = environment.get("PGPASSFILE");
        return named != null && !named.isEmpty()
                ? Path.of(named)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "")), ".pgpass");
    }

    static PgpassFile read(Path file) {
        try {
            refuseWhenOthersMayRead(file);
            return new PgpassFile(Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(PgpassFile::fields)
                    .filter(fields -> fields.size() == FIELDS)
                    .toList());
        } catch (IOException e) {
            throw new CredentialException("file " + file + " (credential pgpass) cannot be read", e);
        }
    }

    Optional<Secret> password(Endpoint endpoint, String database, String user) {
        List<String> wanted = List.of(endpoint.host(), Integer.toString(endpoint.port()), database, user);
        return lines.stream()
                .filter(fields -> matches(fields, wanted))
                .findFirst()
                .map(fields -> Secret.of(fields.getLast()));
    }

    private static boolean matches(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static void refuseWhenOthersMayRead(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ)) {
                throw new CredentialException(
                        "file " + file + " (credential pgpass) can be read by others: chmod 600 it, as libpq asks too");
            }
        }
    }
}
