package dev.tickbird.cli.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a schema's migrations are written. None of them may run in a transaction: CONCURRENTLY is refused there. */
public enum MigrationFormat {
    /** For psql. */
    SQL {
        @Override
        public List<MigrationFile> files(Migration migration) {
            return List.of(new MigrationFile(
                    migration.stamp() + "_" + migration.name() + ".sql",
                    remarks("-- ", migration) + sql(migration.statements())));
        }
    },
    /** A versioned migration, its settings, and where there is an undo the undo migration. */
    FLYWAY {
        @Override
        public List<MigrationFile> files(Migration migration) {
            List<MigrationFile> files = new ArrayList<>();
            String base = migration.stamp() + "__" + migration.name() + ".sql";
            add(files, "V" + base, remarks("-- ", migration) + sql(migration.statements()));
            if (!migration.undo().isEmpty()) {
                add(files, "U" + base, "-- Takes V" + base + " back.\n" + sql(migration.undo()));
            }
            return files;
        }

        private void add(List<MigrationFile> files, String name, String text) {
            files.add(new MigrationFile(name, text));
            String settings =
                    "executeInTransaction=false\n" + (text.contains("${") ? "placeholderReplacement=false\n" : "");
            files.add(new MigrationFile(name + ".conf", settings));
        }
    },
    ALEMBIC {
        @Override
        public List<MigrationFile> files(Migration migration) {
            String text = remarks("# ", migration)
                    + "# Put the revision that it follows in down_revision.\n"
                    + "from alembic import op\n\n"
                    + "revision = \"" + migration.stamp() + "\"\n"
                    + "down_revision = None\nbranch_labels = None\ndepends_on = None\n\n\n"
                    + function("upgrade", migration.statements()) + "\n\n"
                    + function("downgrade", migration.undo());
            return List.of(new MigrationFile(migration.stamp() + "_" + migration.name() + ".py", text));
        }

        private String function(String name, List<String> statements) {
            String head = "def " + name + "() -> None:\n";
            if (statements.isEmpty()) {
                return head + "    raise NotImplementedError(\"nothing known takes it back\")\n";
            }
            // op.execute takes :name for a parameter.
            return head + "    with op.get_context().autocommit_block():\n"
                    + statements.stream()
                            .map(statement -> "        op.execute(" + literal(statement.replace(":", "\\:")) + ")\n")
                            .collect(Collectors.joining());
        }
    },
    DJANGO {
        @Override
        public List<MigrationFile> files(Migration migration) {
            String reverse =
                    migration.undo().isEmpty() ? "" : "            reverse_sql=[" + list(migration.undo()) + "],\n";
            String text = remarks("# ", migration)
                    + "# Put the migration that it follows in dependencies.\n"
                    + "from django.db import migrations\n\n\n"
                    + "class Migration(migrations.Migration):\n    atomic = False\n\n    dependencies = []\n\n    operations = [\n"
                    + "        migrations.RunSQL(\n            sql=[" + list(migration.statements()) + "],\n" + reverse
                    + "        ),\n    ]\n";
            return List.of(new MigrationFile("m" + migration.stamp() + "_" + migration.name() + ".py", text));
        }

        private String list(List<String> statements) {
            return statements.stream().map(MigrationFormat::literal).collect(Collectors.joining(", "));
        }
    };

    private static final ObjectMapper TEXTS = JsonMapper.builder().build();

    public abstract List<MigrationFile> files(Migration migration);

    private static String remarks(String begin, Migration migration) {
        return migration.remarks().stream().map(line -> begin + line + "\n").collect(Collectors.joining());
    }

    private static String sql(List<String> statements) {
        return statements.stream().map(statement -> statement + ";\n").collect(Collectors.joining());
    }

    /** A text of Python: JSON's is one. */
    private static String literal(String text) {
        try {
            return TEXTS.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
