package dev.tickbird.cli.remote;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.migration.Migration;
import dev.tickbird.cli.migration.MigrationFile;
import dev.tickbird.cli.migration.MigrationFormat;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.schemas.proposal.Proposal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickbird proposals export ID}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes a proposal as a migration, for those who change the schema by migrations.",
        footer = {
            "",
            "Nothing is decided by it: reject the proposal, or let the finding end once the migration has run.",
            "",
            Connection.HELP
        })
final class ProposalExportCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "of the action; its beginning is enough if only one fits")
    private String id = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "SQL",
            description = "sql (default), flyway, alembic or django")
    private MigrationFormat format = MigrationFormat.SQL;

    @Option(names = "--into", paramLabel = "FOLDER", description = "write the files there; without it they are printed")
    private @Nullable Path folder;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        String action = Ids.action(console, id);
        Proposal proposal = Shown.of(console.get("actions/" + action)).known();
        Optional<String> lie = Shown.lie(proposal, action);
        if (lie.isPresent()) {
            throw new Problem("not exported: " + Plain.text(lie.get()), Problem.REFUSED);
        }
        Instant at = proposal.proposedAt();
        Migration migration = Migration.of(proposal, at)
                .orElseThrow(() -> new Problem(
                        Plain.text(proposal.title()) + " changes no schema: there is no migration to write",
                        Problem.REFUSED));
        List<MigrationFile> files = format.files(migration);
        for (MigrationFile file : files) {
            if (folder == null) {
                print(file, out);
            } else {
                out.println(write(folder, file));
            }
        }
        return 0;
    }

    /** What is printed is exact, so what a terminal would act on is not printed. */
    private void print(MigrationFile file, PrintWriter out) {
        if (file.text().codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new Problem(
                    "the statements hold characters that a terminal acts on: write them with --into FOLDER",
                    Problem.REFUSED);
        }
        String remark = format == MigrationFormat.SQL || format == MigrationFormat.FLYWAY ? "-- " : "# ";
        out.println((file.name().endsWith(".conf") ? "# " : remark) + file.name());
        out.println(file.text());
    }

    private static Path write(Path folder, MigrationFile file) {
        Path path = folder.resolve(file.name());
        try {
            return Files.writeString(path, file.text(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new Problem(
                    "cannot write " + path + ": " + e.getClass().getSimpleName()
                            + " (the folder must be there, and the file must not)",
                    Problem.USAGE);
        }
    }
}
