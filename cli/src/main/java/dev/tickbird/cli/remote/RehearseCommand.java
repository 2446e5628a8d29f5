package dev.tickbird.cli.remote;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.Terminal;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.runtime.config.HumanDuration;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.proposal.Proposal;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickbird rehearse ID}. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description =
                "Asks the executor whether the action could run now, and shows what would be sent; with --on, runs it on a copy and measures it.",
        footer = {
            "",
            "The executor asks every guard and the preflight on the live server, over the login that only looks. Nothing is"
                    + " ever changed there. A copy must be another server: one that pg_dump and pg_restore made. The"
                    + " target, any other watched instance, standbys, and physical copies (they share the target's system"
                    + " identifier and cannot be told from it) are refused. On the copy the statements really run: an index"
                    + " that is dropped there is gone.",
            "",
            Connection.HELP,
            Connection.HELP_TOKEN
        })
public final class RehearseCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "of the action; its beginning is enough if only one fits")
    private String id = "";

    @Option(
            names = "--on",
            paramLabel = "URL",
            description = "a copy to run it on: postgres://user@host:port/database (password as in tickbird check)")
    private @Nullable String copy;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "a statement that takes longer on the copy is ended (default: ${DEFAULT-VALUE})")
    private String limit = "1h";

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        String action = Ids.action(console, id);
        Proposal proposal = Shown.sheet(console, action, "not rehearsed", out).known();
        if (copy == null) {
            return LiveRehearsal.ask(console, action, out);
        }
        requireObject(proposal.action());
        Duration most = HumanDuration.parse(limit);
        try (Copy opened = Copy.open(copy, proposal.target(), console.get("instances"), most)) {
            Question.ask(Terminal.ofThisProcess(), "Run this on the copy?", yes);
            return rehearse(proposal, opened, out);
        }
    }

    private static int rehearse(Proposal proposal, Copy copy, PrintWriter out) {
        List<String> statements = proposal.action().statements(copy.version());
        if (!statements.equals(proposal.statements())) {
            out.println("The copy is PostgreSQL " + copy.version() + ": it gets the statements of its version.");
        }
        String object = proposal.action().object();
        Sheet sheet = new Sheet(out);
        sheet.heading("On the copy, PostgreSQL " + copy.version());
        try {
            long before = copy.bytes(object);
            for (String statement : statements) {
                long wal = copy.walPosition();
                long start = System.nanoTime();
                copy.run(statement);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                sheet.statements(List.of(statement));
                sheet.line("took", took.toMillis() + " ms");
                sheet.line("WAL", bytes(copy.walPosition() - wal) + " (all that the server wrote meanwhile)");
            }
            sheet.line("size", bytes(before) + " → " + bytes(copy.bytes(object)));
            return 0;
        } catch (SQLException e) {
            throw new Problem("the rehearsal failed: " + Plain.text(Copy.said(e)), Problem.FOUND);
        }
    }

    private static String bytes(long bytes) {
        return Figures.bytes((double) bytes);
    }

    private static void requireObject(Action action) {
        boolean session = action instanceof CancelBackend || action instanceof TerminateBackend;
        if (session) {
            throw new Problem(
                    "this ends a session of the target: there is nothing to rehearse on a copy", Problem.USAGE);
        }
    }
}
