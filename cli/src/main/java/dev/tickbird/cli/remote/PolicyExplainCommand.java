package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.cli.report.PlainJson;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickbird policy explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says who must approve an action, and why: one that was proposed, or one that might be.",
        footer = {
            "",
            "Examples:",
            "  tickbird policy explain act_6f96",
            "  tickbird policy explain --instance orders-prod --action drop-index --risk medium --at 2027-01-31T02:00:00Z",
            "",
            Connection.HELP,
            Connection.HELP_TOKEN
        })
public final class PolicyExplainCommand extends RemoteCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "of the action; its beginning is enough if only one fits")
    private String id = "";

    @Option(names = "--instance", paramLabel = "NAME", description = "where it might be proposed")
    private String instance = "";

    @Option(names = "--action", paramLabel = "TYPE", description = "e.g. drop-index")
    private String action = "";

    @Option(names = "--risk", paramLabel = "RISK", description = "low, medium or high")
    private String risk = "";

    @Option(names = "--rule", paramLabel = "RULE", description = "that would propose it, e.g. index.unused")
    private String rule = "";

    @Option(names = "--database", paramLabel = "NAME", description = "that it would change")
    private String database = "";

    @Option(names = "--at", paramLabel = "INSTANT", description = "when (default: now)")
    private String at = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json", defaultValue = "TABLE")
    private Listing.Format format = Listing.Format.TABLE;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        JsonNode answer = id.isEmpty() ? imagined(console) : proposed(console);
        if (format == Listing.Format.JSON) {
            PlainJson.print(answer, out);
            return 0;
        }
        for (JsonNode look : answer.path("policies")) {
            String mismatch = look.path("mismatch").asText("");
            out.println("  " + Plain.text(look.path("policy").asText())
                    + (mismatch.isEmpty()
                            ? " decides: " + look.path("effect").asText()
                            : " does not match: " + Plain.text(mismatch)));
        }
        Sheet sheet = new Sheet(out);
        ProposalSheet.needs(sheet, answer);
        sheet.line("could approve", words(answer.path("mayApprove")));
        return 0;
    }

    private JsonNode proposed(ConsoleClient console) {
        JsonNode needs = console.get("actions/" + Ids.action(console, id)).path("needs");
        if (!needs.isObject()) {
            throw new Problem("the console has not read the proposal of " + id + " yet: try again", Problem.REFUSED);
        }
        return needs;
    }

    private JsonNode imagined(ConsoleClient console) {
        if (instance.isEmpty() || action.isEmpty() || risk.isEmpty()) {
            throw new Problem("name an action by its ID, or give --instance, --action and --risk", Problem.USAGE);
        }
        Map<String, String> question = new LinkedHashMap<>();
        question.put("instance", instance);
        question.put("action", action);
        question.put("risk", risk);
        question.put("rule", rule);
        question.put("database", database);
        question.put("at", at);
        return console.get("policies/explain", question);
    }

    private static String words(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
    }
}
