package dev.tickbird.benchmarks.bloat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The statements of the test data, one in each file ends at a line's end; and the queries of others. */
final class Script {
    private static final List<String> INDEXED = List.of("f", "d", "g");

    private Script() {}

    /** Many small relations, everything up to the first VACUUM. */
    static List<String> small(int rows) {
        List<String> statements = new ArrayList<>(statements("small/data", ":rows", Integer.toString(rows)));
        INDEXED.forEach(table -> statements.addAll(statements("small/indexes", ":t", table)));
        statements.addAll(statements("small/churn", ":t", ""));
        return statements;
    }

    /** Changes to the small relations that no VACUUM and no ANALYZE has seen. */
    static List<String> late() {
        return statements("small/late", ":t", "");
    }

    /** One table and its indexes. */
    static List<String> large(int rows) {
        List<String> statements = new ArrayList<>(statements("large/data", ":rows", Integer.toString(rows)));
        statements.addAll(statements("large/churn", ":rows", Integer.toString(rows)));
        return statements;
    }

    static String query(String name) {
        return text("queries/" + name);
    }

    private static List<String> statements(String file, String variable, String value) {
        return Arrays.stream(text(file).replaceAll("(?m)^--.*$", "").split(";\\R"))
                .map(statement -> statement.strip().replace(variable, value))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String text(String file) {
        try (InputStream in = Script.class.getResourceAsStream("/bloat-accuracy/" + file + ".sql")) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
