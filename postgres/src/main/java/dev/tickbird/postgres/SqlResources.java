package dev.tickbird.postgres;

import dev.tickbird.schemas.common.ServerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Catalog statements as resources {@code /sql/<name>/{default,14,…}.sql} of the module that owns them. The file for the highest version
 * that is not above the server's is taken; {@code default} is the oldest supported version. Safe for use by many threads.
 */
public final class SqlResources {
    private static final String DEFAULT = "default";

    private final Class<?> owner;
    private final Map<String, Optional<SqlStatement>> read = new ConcurrentHashMap<>();

    /**
     * Statements of one module.
     *
     * @param owner any class of the module whose resources are read
     */
    public SqlResources(Class<?> owner) {
        this.owner = owner;
    }

    /** The statement for this version. */
    public SqlLookup find(String name, ServerVersion version) {
        for (int major = version.major(); major > ServerVersion.OLDEST_MAJOR; major--) {
            Optional<SqlStatement> found = read(name, Integer.toString(major));
            if (found.isPresent()) {
                return new SqlLookup.Found(found.get());
            }
        }
        if (version.atLeast(ServerVersion.OLDEST_MAJOR)) {
            Optional<SqlStatement> found = read(name, DEFAULT);
            if (found.isPresent()) {
                return new SqlLookup.Found(found.get());
            }
        }
        return new SqlLookup.Unsupported(name, version);
    }

    /** Every file of this name, oldest version first. */
    public List<SqlStatement> variants(String name) {
        List<SqlStatement> all = new ArrayList<>();
        read(name, DEFAULT).ifPresent(all::add);
        IntStream.rangeClosed(ServerVersion.OLDEST_MAJOR + 1, ServerVersion.NEWEST_MAJOR)
                .forEach(major -> read(name, Integer.toString(major)).ifPresent(all::add));
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no statement is named '" + name + "'");
        }
        return List.copyOf(all);
    }

    private Optional<SqlStatement> read(String name, String variant) {
        return read.computeIfAbsent(name + "/" + variant, key -> load(name, variant));
    }

    private Optional<SqlStatement> load(String name, String variant) {
        String path = "/sql/" + name + "/" + variant + ".sql";
        try (InputStream in = owner.getResourceAsStream(path)) {
            if (in == null) {
                return Optional.empty();
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int marker = text.indexOf("/* tickbird:");
            if (marker < 0) {
                throw new IllegalStateException("statement " + path + " does not begin with its marker");
            }
            String sql = markedInside(text.substring(marker).strip());
            return Optional.of(new SqlStatement(name, variant, text.substring(0, marker), sql));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the marker behind the first word too: from 18 pg_stat_statements drops a comment that stands before it. */
    private static String markedInside(String sql) {
        int end = sql.indexOf("*/") + "*/".length();
        String marker = sql.substring(0, end);
        String rest = sql.substring(end).stripLeading();
        int word = (rest.startsWith("WITH") ? "WITH" : "SELECT").length();
        return marker + "\n" + rest.substring(0, word) + " " + marker + rest.substring(word);
    }
}
