package dev.tickbird.benchmarks.bloat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.util.List;

/** A tiny run, whose truth is known beforehand. */
class MeasuringIT {
    @EveryMajor(only = 18)
    void comparesWhatTheRulesSayWithWhatARebuildGivesBack(int major, TestPostgres postgres) throws Exception {
        TestDatabase server = postgres.database(major);
        Database database = new Database(server.server(), server.name());
        server.execute(
                "CREATE EXTENSION pgstattuple",
                "CREATE TABLE holes (id int) WITH (autovacuum_enabled = off)",
                "INSERT INTO holes SELECT generate_series(1, 100000)",
                "CREATE UNIQUE INDEX holes_id ON holes (id)",
                "DELETE FROM holes WHERE id % 4 <> 0 AND id < 99990",
                "CREATE TABLE unseen (id int) WITH (autovacuum_enabled = off)",
                "INSERT INTO unseen SELECT generate_series(1, 1000)");
        database.settle();
        server.execute("VACUUM (ANALYZE, TRUNCATE FALSE) holes");
        database.settle();

        Measuring measuring = new Measuring(database);
        List<Measurement> all = measuring.measure();

        assertThat(all).extracting(Measurement::name).containsExactly("holes", "unseen", "holes_id");
        Measurement heap = all.get(0);
        assertThat(heap.pages()).isEqualTo(443);
        assertThat(heap.truth()).isCloseTo(75, within(1.0));
        assertThat(heap.error()).isLessThan(3);
        assertThat(heap.others()).containsOnlyKeys(Method.of(Measurement.Kind.HEAP));
        for (Method method : List.of(Method.IOGUIX_HEAP, Method.CHECK_POSTGRES_HEAP)) {
            assertThat(heap.error(method)).as(method.title()).isLessThan(3);
        }
        Measurement unseen = all.get(1);
        assertThat(unseen.model()).isNull();
        assertThat(unseen.refusal()).contains("was not analyzed");
        Measurement index = all.get(2);
        assertThat(index.truth()).isCloseTo(75, within(2.0));
        assertThat(index.error()).isLessThan(3);
        for (Method method : List.of(Method.PGSTATINDEX, Method.IOGUIX_BTREE)) {
            assertThat(index.error(method)).as(method.title()).isLessThan(3);
        }

        List<Measurement> again = measuring.again();
        assertThat(again)
                .as("what shrank and is large enough was learnt")
                .extracting(Measurement::name)
                .containsExactly("holes");
        assertThat(again.getFirst().truth()).isCloseTo(40, within(3.0));
        assertThat(again.getFirst().error()).isLessThan(1.5);
    }
}
