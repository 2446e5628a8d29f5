package dev.tickbird.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.postgres.SqlStatement;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that every catalog statement keeps, by its text alone. */
class CatalogStatementsTest {
    private static final Pattern CATALOG_NAME = Pattern.compile("(?<![.\\w'])pg_[a-z_]+(?=[\\s(])");
    private static final Pattern FUNCTION = Pattern.compile("(?<![.\\w])([a-z_]+)\\(");
    private static final Pattern SOURCE = Pattern.compile("(?<!epoch )\\b(?:FROM|JOIN)\\s+([a-z_.{}]+)");
    private static final Pattern COMMON_TABLE = Pattern.compile("([a-z_]+) AS MATERIALIZED");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|--[^\n]*|/\\*.*?\\*/");
    /** Grammar, not functions: nobody can put something else in their place. */
    private static final List<String> GRAMMAR = List.of(
            "bit",
            "coalesce",
            "greatest",
            "nullif",
            "extract",
            "exists",
            "in",
            "any",
            "array",
            "filter",
            "over",
            "and",
            "as",
            "with",
            "lateral",
            "where",
            "on",
            "or",
            "not",
            "then",
            "k",
            "w");

    static Stream<SqlStatement> statements() {
        return Arrays.stream(Query.values()).flatMap(query -> query.variants().stream());
    }

    @ParameterizedTest
    @MethodSource("statements")
    void qualifiesEveryName_saysWhatItDoes_andOnlyReads(SqlStatement statement) {
        assertThat(statement.text())
                .startsWith("/* tickbird:" + statement.name().replace('/', '.') + " */");
        assertThat(statement.header())
                .contains(
                        "-- Purpose: ",
                        "-- Versions: ",
                        "-- Privileges: ",
                        "-- Cost: ",
                        "-- Locks: ",
                        "-- Resets: ",
                        "-- Columns:\n");
        String code = QUOTED.matcher(statement.text()).replaceAll("''");
        assertThat(CATALOG_NAME.matcher(code).results().map(match -> match.group()))
                .as("names without pg_catalog.")
                .isEmpty();
        assertThat(FUNCTION.matcher(code)
                        .results()
                        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                        .filter(name -> !GRAMMAR.contains(name)))
                .as("functions without pg_catalog.")
                .isEmpty();
        List<String> own = COMMON_TABLE
                .matcher(code)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(SOURCE.matcher(code)
                        .results()
                        .map(match -> match.group(1))
                        .filter(name -> !own.contains(name))
                        .filter(name -> !name.startsWith("pg_catalog.")
                                && !name.equals("tickbird.column_stats")
                                && !name.startsWith("{schema}.")))
                .as("relations without pg_catalog.")
                .isEmpty();
        assertThat(code).doesNotContain(";").doesNotContainPattern("(?i)\\b(INSERT|UPDATE|DELETE|SET|LOCK)\\s");
    }

    @ParameterizedTest
    @MethodSource("majors")
    void everyVersionHasItsOwn(int major) {
        int missing = major == 13 ? 3 : major == 14 ? 1 : 0;
        assertThat(Query.all(ServerVersion.major(major))).hasSize(Query.values().length - missing);
        assertThat(Query.all(ServerVersion.major(12))).isEmpty();
    }

    static Stream<Integer> majors() {
        return Stream.of(13, 14, 15, 16, 17, 18, 19);
    }
}
