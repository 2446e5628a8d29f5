package dev.tickbird.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.embedded.PostgresServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith({SharedKafka.class, SharedPostgres.class})
class SharedServersIT {

    @EveryMajor
    void everyMajorServesAnEmptyDatabase(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE EXTENSION pg_stat_statements", "CREATE EXTENSION pgstattuple", "CREATE EXTENSION pageinspect");
        assertThat(database.query("SHOW server_version").getFirst()).startsWith(major + ".");
        assertThat(database.query("SHOW wal_level")).containsExactly("logical");
        assertThat(postgres.server(major)).isSameAs(database.server());
    }

    @Test
    void databasesOfOneTestAreApart(TestDatabase newest, @Major(13) TestDatabase oldest, TestDatabase another) {
        newest.execute("CREATE TABLE t()");
        assertThat(another.query("SELECT count(*) FROM pg_class WHERE relname = 't'"))
                .containsExactly("0");
        assertThat(oldest.server().major()).isEqualTo(13);
        assertThat(newest.server()).isSameAs(another.server());
    }

    @ParameterizedTest
    @MethodSource("dev.tickbird.testkit.HostileNames#identifiers")
    void hostileNamesAreKeptAsTheyAre(String name, TestPostgres postgres) {
        TestDatabase database = postgres.database(PostgresServer.majors().last(), name);
        assertThat(database.query("SELECT current_database()")).containsExactly(name);
    }

    @Test
    void oneBrokerServesTopicsOfManyTests(TestBroker broker, TestBroker same) {
        assertThat(same).isSameAs(broker);
        assertThat(broker.createTopic(2)).isNotEqualTo(broker.createTopic(2));
        assertThat(broker.createTopic(broker.uniquePrefix() + "c", 1, Map.of("cleanup.policy", "compact")))
                .endsWith("c");
    }
}
