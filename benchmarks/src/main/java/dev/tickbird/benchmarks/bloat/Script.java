package dev.tickbird.benchmarks.bloat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The statements of the test data: one in each file ends at a line's end. */
final class Script {
    private static final List<String> INDEXED = List.of("f", "d", "g");

    private Script() {}

    /** Everything up to the first VACUUM. */
    static List<String> fill(int rows) {
        List<String> statements = new ArrayList<>(read("data.sql", ":rows", Integer.toString(rows)));
        INDEXED.forEach(table -> statements.addAll(read("indexes.sql", ":t", table)));
        statements.addAll(read("churn.sql", ":t", ""));
        return statements;
    }

    /** Changes that no VACUUM and no ANALYZE has seen. */
    static List<String> late() {
        return read("late.sql", ":t", "");
    }

    private static List<String> read(String file, String variable, String value) {
        try (InputStream in = Script.class.getResourceAsStream("/bloat-accuracy/" + file)) {
            String text = new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.replaceAll("(?m)^--.*$", "").split(";\\R"))
                    .map(statement -> statement.strip().replace(variable, value))
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
