package dev.tickbird.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationFormatTest {
    private static final String DROP = "DROP INDEX CONCURRENTLY public.\"we\"\"ird:x; ${y} --\"";
    private static final String CREATE =
            "CREATE INDEX CONCURRENTLY \"we\"\"ird:x; ${y} --\" ON public.t USING btree (a)";
    private static final Migration BOTH = migration(List.of(CREATE));
    private static final Migration ONE_WAY = migration(List.of());

    @Test
    void sqlIsOneStatementALine() {
        assertThat(only(MigrationFormat.SQL, BOTH).name()).isEqualTo("20261120090000_drop_index_weird.sql");
        assertThat(only(MigrationFormat.SQL, BOTH).text()).isEqualTo("-- drop index\n" + DROP + ";\n");
    }

    @Test
    void flywayRunsItOutsideATransaction_andReplacesNoPlaceholders() {
        List<MigrationFile> files = MigrationFormat.FLYWAY.files(BOTH);
        assertThat(files)
                .extracting(MigrationFile::name)
                .containsExactly(
                        "V20261120090000__drop_index_weird.sql",
                        "V20261120090000__drop_index_weird.sql.conf",
                        "U20261120090000__drop_index_weird.sql",
                        "U20261120090000__drop_index_weird.sql.conf");
        assertThat(files.get(1).text()).isEqualTo("executeInTransaction=false\nplaceholderReplacement=false\n");
        assertThat(files.get(2).text()).contains(CREATE + ";");
        assertThat(MigrationFormat.FLYWAY.files(ONE_WAY)).hasSize(2);
    }

    @Test
    void alembicTakesNoNameForAParameter() {
        String text = only(MigrationFormat.ALEMBIC, BOTH).text();
        assertThat(text)
                .contains("with op.get_context().autocommit_block():")
                .contains("op.execute(\"DROP INDEX CONCURRENTLY public.\\\"we\\\"\\\"ird\\\\:x; ${y} --\\\"\")");
        assertThat(only(MigrationFormat.ALEMBIC, ONE_WAY).text()).contains("raise NotImplementedError");
    }

    @Test
    void djangoIsNotAtomic_andHasItsReverse() {
        String text = only(MigrationFormat.DJANGO, BOTH).text();
        assertThat(text).contains("atomic = False").contains("reverse_sql=[\"CREATE INDEX CONCURRENTLY ");
        assertThat(only(MigrationFormat.DJANGO, ONE_WAY).text()).doesNotContain("reverse_sql");
        assertThat(only(MigrationFormat.DJANGO, ONE_WAY).name()).startsWith("m20261120090000_");
    }

    private static MigrationFile only(MigrationFormat format, Migration migration) {
        List<MigrationFile> files = format.files(migration);
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    private static Migration migration(List<String> undo) {
        return new Migration(
                "drop_index_weird", Instant.parse("2026-11-20T09:00:00Z"), List.of("drop index"), List.of(DROP), undo);
    }
}
