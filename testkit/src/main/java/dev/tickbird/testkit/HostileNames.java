package dev.tickbird.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names that an attacker may give to a database, table or role. One corpus for every place that quotes, prints, stores
 * or sends a name; for parameterized tests {@code @MethodSource("dev.tickbird.testkit.HostileNames#identifiers")}.
 */
public final class HostileNames {

    private static final int LONGEST_IDENTIFIER = 63;

    private static final List<String> ALL = List.of(
            "plain",
            "Mixed Case and spaces",
            " leading and trailing ",
            "select",
            "user",
            "1starts_with_a_digit",
            "we\"ird; --",
            "\"we\"\"ird; --\"",
            "single'quote''s",
            "back\\slash\\",
            "dollar $$ $1 $tag$",
            "semi;colon -- comment /* block */",
            "Robert'); DROP TABLE students;--",
            "dotted.name.public",
            "slash/in/name",
            "per%cent %s %n {0} ${env:HOME}",
            "app?sslmode=disable&socketFactory=X",
            "//elsewhere:5432/db?user=x",
            "a".repeat(63),
            "ü".repeat(31),
            "a".repeat(200),
            "naïve café",
            "中文表名",
            "emoji 🐘 name",
            "combining e\u0301",
            "bidi \u202egnp.exe",
            "isolate \u2066x\u2069 mark \u200f",
            "zero\u200bwidth\ufeff",
            "Cyrillic р\u0430y",
            "tab\tname",
            "line\nbreak",
            "carriage\r\nBcc: victim@example.org",
            "bell\u0007 backspace\b",
            "escape \u001b[31mred\u001b[0m \u001b]0;title\u0007",
            "c1 control \u009b31m",
            "delete \u007f",
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "\"><svg onload=alert(1)>",
            "&lt;already&gt; &amp;",
            "javascript:alert(1)",
            "<!channel> <@U123> <#C123>",
            "<https://evil.example|orders> *bold* _it_ `code`",
            "@everyone [link](https://evil.example) ![x](y)",
            "=HYPERLINK(\"https://evil.example\")",
            "+1+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(1)",
            "comma,\"quote\",newline",
            "{\"json\": [1, null]}",
            "yaml: - & * ! | > #",
            "../../etc/passwd",
            "$(touch /tmp/x) `touch /tmp/x`",
            "|| true && false > file");

    private static final List<String> IDENTIFIERS =
            ALL.stream().filter(HostileNames::isIdentifier).toList();

    private HostileNames() {}

    /** Every name, also those that are longer than PostgreSQL keeps. */
    public static List<String> all() {
        return ALL;
    }

    /** Those that PostgreSQL keeps as they are when they are quoted. */
    public static List<String> identifiers() {
        return IDENTIFIERS;
    }

    private static boolean isIdentifier(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_IDENTIFIER;
    }
}
