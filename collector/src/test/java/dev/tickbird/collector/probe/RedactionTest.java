package dev.tickbird.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    private final Redaction strict = Redaction.strict();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT * FROM t WHERE a = 'x''y' AND b=17 | SELECT * FROM t WHERE a = ? AND b=?",
                "select $1, t1.c2 from \"Odd 'name'\" t1 | select $1, t1.c2 from \"Odd 'name'\" t1",
                "SELECT E'a\\'b', B'1', x'ff', N'n', U&'d\\0061t' | SELECT ?, ?, ?, ?, ?",
                "SELECT $$it's$$, $tag$ a $$ b $tag$, $1 | SELECT ?, ?, $1",
                "SELECT 1.5e-3, .5, 1_000, 0x1F, -7 | SELECT ?, ?, ?, ?, -?",
                "SELECT a -- note 'x' | SELECT a",
                "SELECT /* a /* nested */ 'b' */ a/**/FROM t | SELECT a FROM t",
                "SELECT 'unfinished | SELECT ?",
                "SELECT $$unfinished | SELECT ?",
                "SELECT a /* unfinished | SELECT a",
                "SELECT j->>'k', j @> '{}', a::int[] | SELECT j->>?, j @> ?, a::int[]",
                "UPDATE t SET password = 'x' WHERE id = 1 | UPDATE t SET password = ? WHERE id = ?",
                "VACUUM (VERBOSE) s.t | VACUUM (VERBOSE) s.t",
                "autocommit; SELECT 'x' | autocommit; SELECT ?",
            })
    void keepsTheShape_andNoValue(String text, String expected) {
        assertThat(strict.text(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALTER ROLE joe PASSWORD 'Hunter2' | ALTER ROLE (withheld)",
                "alter role joe encrypted password $$Hunter2$$ | ALTER ROLE (withheld)",
                "CREATE USER MAPPING FOR joe SERVER s OPTIONS (password 'Hunter2') | CREATE USER (withheld)",
                "CREATE SUBSCRIPTION s CONNECTION 'host=h password=Hunter2' PUBLICATION p | CREATE SUBSCRIPTION (withheld)",
                "SELECT 1; ALTER ROLE joe PASSWORD Hunter2 | SELECT ?; ALTER ROLE (withheld)",
                "/* x */ CREATE SECRET s (token Hunter2) | CREATE SECRET (withheld)",
                "SET app.token = Hunter2 | SET app.token = ?",
                "SET app.token TO 'Hunter2', Hunter2 | SET app.token TO ?, ?",
                "ALTER SYSTEM SET primary_conninfo = 'password=Hunter2' | ALTER SYSTEM SET primary_conninfo = ?",
                "ALTER DATABASE d SET app.jwt TO Hunter2 | ALTER DATABASE d SET app.jwt TO ?",
                "SELECT 'a\\'', Hunter2, ' | SELECT ?",
                "PREPARE p AS SELECT 'Hunter2' | PREPARE p AS SELECT ?",
                "EXECUTE p('Hunter2', 2) | EXECUTE p(?, ?)",
                "COPY t FROM PROGRAM 'curl Hunter2' | COPY t FROM PROGRAM ?",
                "DO $x$ BEGIN PERFORM 'Hunter2'; END $x$ | DO ?",
            })
    void showsNoSecret(String text, String expected) {
        assertThat(strict.text(text)).isEqualTo(expected).doesNotContain("Hunter2");
    }

    @Test
    void rawKeepsTexts_butNotPasswords() {
        Redaction raw = Redaction.raw();
        assertThat(raw.text("SELECT 'x' -- why")).isEqualTo("SELECT 'x' -- why");
        assertThat(raw.text("ALTER ROLE joe PASSWORD 'Hunter2'")).doesNotContain("Hunter2");
        assertThat(raw.text("SELECT 1; ALTER ROLE joe PASSWORD 'Hunter2'")).doesNotContain("Hunter2");
    }

    @Test
    void knowsUtilities() {
        for (String query : List.of(
                "SELECT 1",
                "(select 1)",
                "with a as (select 1) select * from a",
                "MERGE INTO t",
                "/* x */ insert into t")) {
            assertThat(Redaction.utility(query)).as(query).isFalse();
        }
        for (String utility : List.of("VACUUM", "create index on t (a)", "-- x\nBEGIN", "COPY t TO STDOUT")) {
            assertThat(Redaction.utility(utility)).as(utility).isTrue();
        }
        assertThat(Redaction.utility(null)).isFalse();
    }

    @Test
    void longTextsAreCut() {
        assertThat(strict.text("SELECT " + "a,".repeat(10_000)))
                .hasSizeLessThan(4_100)
                .endsWith("…");
    }
}
