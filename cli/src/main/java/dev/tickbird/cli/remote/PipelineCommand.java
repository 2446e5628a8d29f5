package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.report.PlainJson;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.cli.report.Table;
import dev.tickbird.schemas.execution.ActionState;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickbird pipeline}. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description =
                "Shows how many actions wait, run and have ended, since when, and how many came to each state lately.",
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class PipelineCommand extends RemoteCommand {
    private static final int STATE = 0;

    @Option(names = "--instance", paramLabel = "NAME", description = "only of this instance")
    private String instance = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json", defaultValue = "TABLE")
    private Listing.Format format = Listing.Format.TABLE;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        JsonNode stages = console.get("pipeline", Map.of("instance", instance));
        if (format == Listing.Format.JSON) {
            PlainJson.print(stages, out);
        } else if (stages.isEmpty()) {
            out.println("Nothing was ever proposed" + (instance.isEmpty() ? "." : " on " + instance + "."));
        } else {
            Table table = new Table("STATE", "ACTIONS", "LONGEST FOR", "LAST HOUR", "LAST DAY");
            for (int column = STATE + 1; column <= 4; column++) {
                table.right(column);
            }
            stages.forEach(stage -> row(stage, table));
            table.print(out, Screen.width());
        }
        return 0;
    }

    private static void row(JsonNode stage, Table table) {
        String state = stage.path("state").asText();
        table.row(
                state.toLowerCase(Locale.ROOT),
                stage.path("actions").asText(),
                ended(state) ? "" : Times.age(stage.path("oldest").asText()),
                stage.path("lastHour").asText(),
                stage.path("lastDay").asText());
    }

    /** A state that this version does not know is shown as one that goes on. */
    private static boolean ended(String state) {
        for (ActionState known : ActionState.values()) {
            if (known.name().equals(state)) {
                return known.terminal();
            }
        }
        return false;
    }
}
