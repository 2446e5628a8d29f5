package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickbird standing revoke ID}. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Ends a standing approval. What rests on it and has not begun does not begin.",
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
final class StandingRevokeCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "of the standing approval; its beginning is enough if only one fits")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept with it")
    private @Nullable String reason;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        String begin = id.toLowerCase(Locale.ROOT).strip();
        List<String> fitting = console.get("standing")
                .valueStream()
                .map((JsonNode entry) -> entry.at("/approval/id").asText())
                .filter(known -> !begin.isEmpty() && known.startsWith(begin))
                .toList();
        if (fitting.size() != 1) {
            throw new Problem(
                    (fitting.isEmpty() ? "there is no standing approval that begins with " : "several begin with ")
                            + Plain.text(begin) + ": tickbird standing list shows them",
                    Problem.REFUSED);
        }
        console.endStanding(fitting.getFirst(), reason);
        out.println("Revoked. What rests on it and has not begun does not begin.");
        return 0;
    }
}
