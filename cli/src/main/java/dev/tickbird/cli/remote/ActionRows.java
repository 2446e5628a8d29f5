package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.report.Table;
import java.util.Locale;

/** Actions and proposals as rows. */
final class ActionRows {
    private ActionRows() {}

    static Table table() {
        return new Table("RISK", "ID", "STATE", "INSTANCE", "ACTION", "TITLE", "REASON");
    }

    static void row(JsonNode action, Table table) {
        JsonNode proposal = action.path("proposal");
        JsonNode outcome = action.path("outcome");
        String risk = proposal.path("risk").asText("");
        table.styled(
                Listing.style(risk),
                risk,
                Ids.brief(action.path("id").asText()),
                action.path("state").asText().toLowerCase(Locale.ROOT),
                action.path("instance").asText(),
                proposal.path("action")
                        .path("type")
                        .asText(outcome.path("what").path("type").asText("")),
                proposal.path("title").asText(outcome.path("object").asText("")),
                outcome.path("reason").asText(""));
    }
}
