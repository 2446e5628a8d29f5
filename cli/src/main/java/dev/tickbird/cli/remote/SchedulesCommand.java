package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.report.PlainJson;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.cli.report.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickbird schedules}. */
@Command(
        name = "schedules",
        mixinStandardHelpOptions = true,
        description =
                "Lists the schedules of the fleet file: when each is due next, and what became of its last run on each"
                        + " instance.",
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class SchedulesCommand extends RemoteCommand {
    @Option(names = "--instance", paramLabel = "NAME", description = "only of this instance")
    private String instance = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json", defaultValue = "TABLE")
    private Listing.Format format = Listing.Format.TABLE;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        JsonNode schedules = console.get("schedules", Map.of("instance", instance));
        if (format == Listing.Format.JSON) {
            PlainJson.print(schedules, out);
        } else if (schedules.isEmpty()) {
            out.println("The fleet file has no schedules" + (instance.isEmpty() ? "." : " for " + instance + "."));
        } else {
            Table table = new Table("SCHEDULE", "WORK", "NEXT DUE", "INSTANCE", "LAST DUE", "OUTCOME");
            schedules.forEach(schedule -> rows(schedule, table));
            table.print(out, Screen.width());
        }
        return 0;
    }

    private static void rows(JsonNode schedule, Table table) {
        String name = schedule.path("name").asText();
        String work = schedule.path("work").asText();
        String next = Times.brief(schedule.path("next").asText());
        if (schedule.path("runs").isEmpty()) {
            table.row(name, work, next, "", "never", "");
        }
        schedule.path("runs")
                .forEach(run -> table.row(
                        name,
                        work,
                        next,
                        run.path("instance").asText(),
                        Times.brief(run.path("due").asText()),
                        outcome(run.path("states"))));
    }

    /** {@code 3 succeeded, 1 expired}. */
    private static String outcome(JsonNode states) {
        List<String> words = new ArrayList<>();
        states.forEach(state -> words.add(state.path("relations").asText() + " "
                + state.path("state").asText().toLowerCase(Locale.ROOT).replace('_', ' ')));
        return String.join(", ", words);
    }
}
