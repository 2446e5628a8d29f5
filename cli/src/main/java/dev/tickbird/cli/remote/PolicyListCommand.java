package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.report.PlainJson;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.cli.report.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickbird policy list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the policies in force in their order: the first that matches decides.",
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class PolicyListCommand extends RemoteCommand {
    private static final List<String> MATCHERS = List.of("risks", "actions", "rules", "instances", "databases");

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json", defaultValue = "TABLE")
    private Listing.Format format = Listing.Format.TABLE;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        JsonNode fleet = console.get("policies");
        if (format == Listing.Format.JSON) {
            PlainJson.print(fleet, out);
            return 0;
        }
        Table table = new Table("POLICY", "MATCHES", "EFFECT", "ROLES", "EXPIRES");
        fleet.path("policies")
                .forEach(policy -> table.row(
                        policy.path("name").asText(),
                        matches(policy),
                        effect(policy),
                        words(policy.path("roles")),
                        policy.path("expiry").asText("PT336H")));
        table.row("default", "everything else", "1 approval", "", "PT336H");
        table.print(out, Screen.width());
        return 0;
    }

    private static String matches(JsonNode policy) {
        List<String> parts = new ArrayList<>();
        for (String matcher : MATCHERS) {
            if (!policy.path(matcher).isEmpty()) {
                parts.add(matcher + " " + words(policy.path(matcher)));
            }
        }
        if (!policy.path("tags").isEmpty()) {
            parts.add("tags " + policy.path("tags"));
        }
        JsonNode during = policy.path("during");
        if (during.isObject()) {
            parts.add("during " + during.path("cron").asText() + " "
                    + during.path("timeZone").asText() + " for "
                    + during.path("lasts").asText());
        }
        return parts.isEmpty() ? "everything" : String.join("; ", parts);
    }

    private static String effect(JsonNode policy) {
        String effect = policy.path("effect").asText();
        int approvals = policy.path("approvals").asInt();
        return effect.equals("require") ? approvals + (approvals == 1 ? " approval" : " approvals") : effect;
    }

    private static String words(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
    }
}
