package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.report.Plain;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Something that people say about a finding, and why. */
abstract class ReasonedSaying extends RemoteCommand {
    private final String verb;

    @Parameters(paramLabel = "ID", description = "of the finding; its beginning is enough if only one fits")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why; shown with the finding")
    private String reason = "";

    /** @param verb the last part of its path in the API */
    ReasonedSaying(String verb) {
        this.verb = verb;
    }

    /** What else is asked for; nothing unless a verb adds to it. */
    Map<String, String> terms() {
        return Map.of();
    }

    /** For people: what holds now. */
    abstract String done(JsonNode overlay);

    @Override
    final int run(ConsoleClient console, PrintWriter out) {
        Map<String, String> terms = terms();
        String finding = Ids.finding(console, id);
        JsonNode overlay = console.say(finding, verb, reason, terms);
        String title = console.get("findings/" + finding).path("title").asText();
        out.println(done(overlay) + ": " + Plain.text(title) + " (" + finding + ")");
        return 0;
    }
}
