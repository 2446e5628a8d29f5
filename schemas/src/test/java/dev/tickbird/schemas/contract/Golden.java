package dev.tickbird.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.schemas.wire.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sample of a released version: decoded for ever.
 *
 * @param schema the name of its schema
 * @param name what the sample shows
 */
record Golden(String schema, String name, String text) {

    static List<Golden> all() {
        return Contract.TYPES.keySet().stream()
                .flatMap(schema -> of(schema).stream())
                .toList();
    }

    static List<Golden> of(String schema) {
        try (Stream<Path> files = Files.list(Contract.GOLDEN.resolve(schema).resolve("v1"))) {
            return files.sorted().map(file -> read(schema, file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no golden samples of " + schema, e);
        }
    }

    static Golden of(String schema, String name) {
        return of(schema).stream()
                .filter(golden -> golden.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    Object decode() {
        return Codec.decode(text, Contract.TYPES.get(schema));
    }

    JsonNode tree() {
        try {
            return Codec.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sample with sorted members and no space: numbers may have fractions here, which canonical JSON refuses. */
    String sorted() {
        return sorted(tree());
    }

    static String sorted(JsonNode tree) {
        try {
            return Codec.mapper().writeValueAsString(Codec.mapper().treeToValue(tree, Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean unrecognized() {
        return name.equals("unrecognized");
    }

    @Override
    public String toString() {
        return schema + "/" + name;
    }

    private static Golden read(String schema, Path file) {
        try {
            String name = file.getFileName().toString().replaceFirst("\\.json$", "");
            return new Golden(schema, name, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
