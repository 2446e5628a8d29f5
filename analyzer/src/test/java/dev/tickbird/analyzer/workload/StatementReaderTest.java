package dev.tickbird.analyzer.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM orders WHERE customer_id = $1                                       | orders[customer_id EQUAL]
            select o.id from public.orders as o where o.Customer_ID=$1 and o.state in ($2,$3) | orders[customer_id EQUAL, state EQUAL]
            SELECT 1 FROM t WHERE a = ANY($1) AND b >= $2 AND c BETWEEN $3 AND $4 AND d = $5  | t[a EQUAL, b RANGE, c RANGE, d EQUAL]
            SELECT 1 FROM t WHERE (a = $1) AND (b = $2 OR c = $3) AND NOT d = $4              | t[a EQUAL]
            SELECT 1 FROM t WHERE a = $1 OR b = $2                                            | t[]
            SELECT 1 FROM t WHERE $1 < a AND $2 = b AND $3 = ANY(c)                           | t[a RANGE, b EQUAL]
            SELECT 1 FROM t WHERE lower(a) = $1 AND b = c AND d = e + $2 AND f IS NULL        | t[f EQUAL]
            SELECT 1 FROM t WHERE a = now() - $1::interval AND b = $2::int AND c = $3 + $4    | t[b EQUAL]
            UPDATE t SET a = $1 WHERE b = $2 RETURNING id                                     | t[b EQUAL]
            DELETE FROM t WHERE created_at < $1                                               | t[created_at RANGE]
            SELECT 1 FROM t WHERE "we""ird; --" = $1                                          | t[we"ird; -- EQUAL]
            SELECT 1 FROM t WHERE body @@ to_tsquery($1)                                      | t[body TEXT_SEARCH]
            SELECT 1 FROM t WHERE to_tsvector($1, t.body) @@ plainto_tsquery($2)              | t[body TEXT_SEARCH]
            SELECT 1 FROM t WHERE to_tsvector($1, coalesce(a, b)) @@ $2                       | t[]
            SELECT 1 FROM t WHERE data @> $1 AND data ? $2                                    | t[data CONTAINMENT, data KEY_EXISTS]
            SELECT 1 FROM t WHERE a IS DISTINCT FROM $1 AND b = $2 FOR UPDATE                 | t[b EQUAL]
            SELECT 1 FROM t WHERE a = (SELECT max(b) FROM u WHERE c = $1)                     | t[a EQUAL]; u[c EQUAL]
            WITH t AS (SELECT * FROM u WHERE a = $1) SELECT * FROM t WHERE b = $2             | u[a EQUAL]
            SELECT 1 FROM a UNION ALL SELECT 1 FROM b WHERE x = $1                            | a[]; b[x EQUAL]
            SELECT 1 FROM t WHERE a = ? AND b>=? AND c=?                                      | t[a EQUAL, b RANGE, c EQUAL]
            INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET b = $2                |
            TRUNCATE t                                                                        |
            """)
    void readsWhatIsCertain(String text, String expected) {
        assertThat(described(text)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 1 FROM a JOIN b ON b.a_id = a.id WHERE a.name = $1       | a[name EQUAL, id JOIN]; b[a_id JOIN]
            SELECT 1 FROM a, b x WHERE x.a_id = a.id AND x.k > $1 AND z = 1 | a[id JOIN]; b[a_id JOIN, k RANGE]
            SELECT 1 FROM a LEFT JOIN b ON b.a_id = a.id AND b.k = $1       | a[]; b[]
            UPDATE a SET x = $1 FROM b WHERE b.a_id = a.id                  | a[id JOIN]; b[a_id JOIN]
            DELETE FROM a USING b WHERE a.x = $1                            | a[x EQUAL]
            SELECT 1 FROM f($1) g, t WHERE g.x = $2 AND t.y = $3            | t[y EQUAL]
            """)
    void givesAColumnToItsTable(String text, String expected) {
        assertThat(described(text)).isEqualTo(expected);
    }

    @Test
    void readsTheOrderOfWhatIsLimited() {
        assertThat(only("SELECT * FROM t WHERE a = $1 ORDER BY t.b DESC, c NULLS FIRST LIMIT $2")
                        .order())
                .containsExactly(new Sort("b", true, true), new Sort("c", false, true));
        assertThat(only("SELECT * FROM t ORDER BY b").order()).isEmpty();
        assertThat(only("SELECT * FROM t ORDER BY lower(b) LIMIT $1").order()).isEmpty();
    }

    @Test
    void knowsThatRowsAreCounted() {
        assertThat(only("SELECT count(*) FROM t WHERE a > $1").aggregates()).isTrue();
        assertThat(only("SELECT a FROM t WHERE a > $1 GROUP BY a").aggregates()).isTrue();
        assertThat(only("SELECT a FROM t WHERE a > $1").aggregates()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ")",
                "(",
                "SELECT",
                "SELECT FROM WHERE",
                "FROM , , JOIN",
                "SELECT * FROM a.b.c.d WHERE .=",
                "\"",
                "SELECT 1 FROM t WHERE a = …"
            })
    void survivesAnything(String text) {
        assertThat(StatementReader.read(text))
                .allMatch(access -> access.conditions().isEmpty());
    }

    @Test
    void survivesNothingButParentheses() {
        assertThat(StatementReader.read("SELECT 1 FROM t WHERE " + "(".repeat(100_000)))
                .hasSize(1);
    }

    private static Access only(String text) {
        List<Access> all = StatementReader.read(text);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static String described(String text) {
        return StatementReader.read(text).stream()
                .map(access -> access.table()
                        + access.conditions().stream()
                                .map(condition -> condition.column() + " " + condition.kind())
                                .toList())
                .sorted()
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
    }
}
