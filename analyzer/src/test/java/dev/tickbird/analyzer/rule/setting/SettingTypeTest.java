package dev.tickbird.analyzer.rule.setting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTypeTest {
    @ParameterizedTest
    @CsvSource({
        "work_mem, 64MB, 65536",
        "work_mem, 65536kB, 64 MB",
        "shared_buffers, 1GB, 131072",
        "shared_buffers, 0.5GB, 512MB",
        "statement_timeout, 5s, 5000",
        "statement_timeout, 1min, 60s",
        "checkpoint_timeout, 15min, 900",
        "log_min_duration_statement, -1, -1",
        "statement_timeout, 0s, 0",
        "random_page_cost, 1.10, 1.1",
        "fsync, on, TRUE",
        "fsync, off, 0",
        "wal_level, Logical, logical",
        "max_connections, 100, 100",
    })
    void twoSpellingsOfOneValueAreTheSame(String name, String one, String other) {
        assertThat(KnownSettings.type(name).orElseThrow().same(one, other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "work_mem, 64MB, 64",
        "work_mem, 64mb, 65536",
        "statement_timeout, 5, 5s",
        "fsync, on, off",
        "fsync, maybe, maybe",
        "max_connections, 100MB, 100",
        "work_mem, 5s, 5s",
        "shared_preload_libraries, a, b",
    })
    void otherValuesAreNot_norIsWhatIsNoValue(String name, String one, String other) {
        assertThat(KnownSettings.type(name).orElseThrow().same(one, other)).isFalse();
    }

    @Test
    void whatMayBeASecretIsWithheld() {
        assertThat(KnownSettings.withheld("primary_conninfo")).isTrue();
        assertThat(KnownSettings.withheld("archive_command")).isTrue();
        assertThat(KnownSettings.withheld("myapp.api_token")).isTrue();
        assertThat(KnownSettings.withheld("password_encryption")).isFalse();
        assertThat(KnownSettings.withheld("pg_stat_statements.max")).isFalse();
    }
}
