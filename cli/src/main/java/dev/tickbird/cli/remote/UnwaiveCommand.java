package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code tickbird unwaive ID --reason TEXT}. */
@Command(
        name = "unwaive",
        mixinStandardHelpOptions = true,
        description =
                "Ends a finding's waiver before its time: it is listed and told again, and its proposals can be approved.",
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class UnwaiveCommand extends ReasonedSaying {
    public UnwaiveCommand() {
        super("unwaive");
    }

    @Override
    String done(JsonNode overlay) {
        return "No longer waived";
    }
}
