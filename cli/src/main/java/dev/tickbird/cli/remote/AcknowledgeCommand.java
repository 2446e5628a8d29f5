package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code tickbird acknowledge ID --reason TEXT}. */
@Command(
        name = "acknowledge",
        mixinStandardHelpOptions = true,
        description =
                "Says that somebody takes care of a finding: it is not told again, until it ends. If it comes back, it is told anew.",
        footer = {
            "",
            "Example: tickbird acknowledge fnd_6f96 --reason \"ann rebuilds it tonight\"",
            "",
            Connection.HELP,
            Connection.HELP_TOKEN
        })
public final class AcknowledgeCommand extends ReasonedSaying {
    public AcknowledgeCommand() {
        super("acknowledge");
    }

    @Override
    String done(JsonNode overlay) {
        return "Acknowledged";
    }
}
