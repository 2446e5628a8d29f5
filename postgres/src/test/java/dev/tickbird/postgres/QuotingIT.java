package dev.tickbird.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.HostileNames;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Identifiers and literals, as the servers themselves quote and read them. */
@ExtendWith(SharedPostgres.class)
class QuotingIT {
    private static final int PLAUSIBLE = 400;

    @Test
    void exactlyTheWordsThatSomeVersionReservesAreQuoted(TestPostgres postgres) throws SQLException {
        Map<String, Boolean> reserved = new TreeMap<>();
        for (int major : PostgresServer.majors()) {
            try (Connection connection = postgres.database(major).dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT word, catcode <> 'U' FROM pg_catalog.pg_get_keywords()")) {
                while (rows.next()) {
                    reserved.merge(rows.getString(1), rows.getBoolean(2), Boolean::logicalOr);
                }
            }
        }
        assertThat(reserved).hasSizeGreaterThan(PLAUSIBLE);
        Map<String, Boolean> quoted = new TreeMap<>();
        reserved.keySet()
                .forEach(word -> quoted.put(word, new Identifier(word).sql().startsWith("\"")));
        assertThat(quoted).isEqualTo(reserved);
    }

    @EveryMajor
    void namesAreQuotedAsTheServerDoes(int major, TestPostgres postgres) throws SQLException {
        try (Connection connection = postgres.database(major).dataSource().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT pg_catalog.quote_ident(?), pg_catalog.quote_literal(?)")) {
            for (String name : HostileNames.all()) {
                statement.setString(1, name);
                statement.setString(2, name);
                try (ResultSet row = statement.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(new Identifier(name).sql()).isEqualTo(row.getString(1));
                    assertThat(Identifier.literal(name)).isEqualTo(row.getString(2));
                }
            }
        }
    }

    @EveryMajor
    void namesComeBackAsTheyWere(int major, TestPostgres postgres) throws SQLException {
        try (Connection connection = postgres.database(major).dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String name : HostileNames.identifiers()) {
                statement.execute("CREATE SCHEMA " + new Identifier(name).sql());
                statement.execute("CREATE TABLE " + Identifier.qualified(name, name) + " ()");
                try (ResultSet row = statement.executeQuery("SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = "
                        + Identifier.literal(name))) {
                    assertThat(row.next()).as(name).isTrue();
                    assertThat(row.getString(1)).isEqualTo(name);
                    assertThat(row.getString(2)).isEqualTo(name);
                    assertThat(row.next()).isFalse();
                }
            }
        }
    }
}
