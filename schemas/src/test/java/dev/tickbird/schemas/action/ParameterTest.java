package dev.tickbird.schemas.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.UnreadableException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be set at all: the list is compiled in, and so are its ranges. */
class ParameterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "archive_command",
                "restore_command",
                "archive_library",
                "shared_preload_libraries",
                "session_preload_libraries",
                "local_preload_libraries",
                "dynamic_library_path",
                "ssl_passphrase_command",
                "log_directory",
                "hba_file",
                "search_path",
                "role",
                "session_authorization",
                "fsync",
                "full_page_writes",
                "password_encryption",
                "work_mem; DROP TABLE t",
                "WORK_MEM"
            })
    void whatRunsCommands_loadsLibraries_namesFilesOrLosesData_cannotBeNamed(String name) {
        assertThat(Parameter.find(name)).isEmpty();
        assertThatThrownBy(() -> new SetParameter(null, name, null, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not among the parameters that may be changed");
    }

    @ParameterizedTest
    @CsvSource({
        "work_mem,3GB",
        "work_mem,1kB",
        "work_mem,4",
        "work_mem,4MB'; ALTER SYSTEM SET archive_command = 'x",
        "random_page_cost,0.5",
        "random_page_cost,NaN",
        "autovacuum,maybe",
        "checkpoint_timeout,2h",
        "log_min_duration_statement,-2",
        "maintenance_work_mem,1e3MB"
    })
    void whatIsOutsideItsRange_orNoValueAtAll_isRefused(String name, String value) {
        assertThatThrownBy(() -> new SetParameter("app", name, null, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("field 'to' of " + name);
    }

    @Test
    void aForgedRecordIsHeldAgainstTheListToo() {
        byte[] forged = """
                {"type":"set-parameter","database":null,"name":"archive_command","from":null,"to":"curl evil"}""".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Codec.decode(forged, Action.class)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void everyParameterHasARangeThatSomethingFits() {
        assertThat(Parameter.names()).hasSizeGreaterThan(20).allSatisfy(name -> {
            Parameter parameter = Parameter.find(name).orElseThrow();
            assertThat(parameter.range()).isNotBlank();
            assertThat(parameter.kind() == Parameter.Kind.SWITCH || parameter.least() < parameter.most())
                    .isTrue();
        });
    }

    @Test
    void aDatabaseOfAHostileNameIsQuoted() {
        SetParameter set = new SetParameter("we\"ird; --", "work_mem", null, "8MB");
        assertThat(set.statements(ServerVersion.of(180006)))
                .containsExactly("ALTER DATABASE \"we\"\"ird; --\" SET work_mem = '8MB'");
    }
}
