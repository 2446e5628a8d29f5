package dev.tickbird.cli.remote;

import dev.tickbird.cli.report.Plain;
import java.io.PrintWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickbird snooze ID --for 4h}. */
@Command(
        name = "snooze",
        mixinStandardHelpOptions = true,
        description = {
            "Leaves a proposal be for a while, at most 90 days: it is not listed as work, and no policy and no standing approval"
                    + " approves it meanwhile. Whoever approves it by hand approves it. It still expires.",
        },
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class SnoozeCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "of the action; its beginning is enough if only one fits")
    private String id = "";

    @ArgGroup(multiplicity = "1")
    private Lapse lapse = new Lapse();

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept with the decision")
    private @Nullable String reason;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        Shown shown = Shown.of(console.get("actions/" + Ids.action(console, id)));
        Instant end = lapse.end(shown, Times.now());
        console.decide(
                shown.id(),
                "snooze",
                new ConsoleClient.Words(shown.known().digest().value(), reason, end),
                null);
        out.println("Snoozed until " + end + ": " + Plain.text(shown.known().title()) + " (" + shown.id() + ")");
        return 0;
    }
}
