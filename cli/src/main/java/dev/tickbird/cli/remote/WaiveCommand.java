package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickbird waive ID --for 30d --reason TEXT}. */
@Command(
        name = "waive",
        mixinStandardHelpOptions = true,
        description = {
            "Leaves a finding be for a while, at most 400 days: it is neither told nor listed, and nothing that would mend it"
                    + " can be approved, by people or by policy. When the waiver ends and the finding is still there, all of that"
                    + " is back. What was approved before goes on: tickbird revoke or cancel stops it.",
            "See them with: tickbird findings --waived"
        },
        footer = {
            "",
            "Examples:",
            "  tickbird waive fnd_6f96 --for 30d --reason \"the migration drops it\"",
            "  tickbird waive fnd_6f96 --until 2027-01-31 --reason \"needed for the yearly report\"",
            "",
            Connection.HELP,
            Connection.HELP_TOKEN
        })
public final class WaiveCommand extends ReasonedSaying {
    @ArgGroup(multiplicity = "1")
    private Term term = new Term();

    /** One of the two. */
    static final class Term {
        @Option(names = "--for", paramLabel = "TIME", description = "how long, e.g. 12h or 30d")
        private String lasting = "";

        @Option(
                names = "--until",
                paramLabel = "DATE",
                description = "the day it ends, as it begins in UTC, or an instant such as 2027-01-31T18:00:00Z")
        private String until = "";
    }

    public WaiveCommand() {
        super("waive");
    }

    @Override
    Map<String, String> terms() {
        return term.until.isEmpty() ? Map.of("for", term.lasting) : Map.of("until", term.until);
    }

    @Override
    String done(JsonNode overlay) {
        return "Waived until " + Times.brief(overlay.path("waivedUntil").asText());
    }
}
