package dev.tickbird.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.cli.Run;
import dev.tickbird.collector.probe.Query;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProbesCommandTest {
    private static final int VARIANTS = Arrays.stream(Query.values())
            .mapToInt(query -> query.variants().size())
            .sum();

    @Test
    void listsEveryQueryOfEveryVersion() {
        Run run = Run.of("probes");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(VARIANTS).contains("canary/work, from PostgreSQL 13");
    }

    @Test
    void showsHowThePlannerIsAsked() {
        assertThat(Run.of("probes", "--sql").out())
                .contains(
                        "SET LOCAL row_security = off",
                        "PREPARE tickbird_probe_0 AS SELECT probed.ctid FROM schema.orders AS probed WHERE probed.customer"
                                + " OPERATOR(pg_catalog.=) $1 AND probed.made OPERATOR(pg_catalog.>=) $2",
                        "EXPLAIN (FORMAT JSON) EXECUTE tickbird_probe_0(NULL, NULL, NULL)",
                        "hypopg_create_index('CREATE INDEX ON schema.orders USING btree (customer, made)'");
    }

    @Test
    void printsWhatIsSentWithItsPurpose() {
        assertThat(Run.of("probes", "--sql").out())
                .contains(
                        "-- Purpose: A small fixed piece of work", "tickbird:canary.work", "FROM pg_catalog.pg_class");
    }
}
