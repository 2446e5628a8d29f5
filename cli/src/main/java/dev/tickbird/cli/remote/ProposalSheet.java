package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.proposal.Proposal;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Everything on which somebody decides. */
final class ProposalSheet {
    private ProposalSheet() {}

    static void print(Shown shown, PrintWriter out) {
        Proposal proposal = shown.known();
        Sheet sheet = new Sheet(out);
        sheet.title(Listing.style(proposal.risk().label()), proposal.risk().label() + " risk", proposal.title());
        sheet.line("id", proposal.id().value());
        sheet.line("state", shown.state().toLowerCase(Locale.ROOT));
        sheet.line(
                "because",
                proposal.why() + " (" + proposal.rule() + ", "
                        + proposal.severity().label() + ", " + proposal.finding() + ")");
        sheet.line("target", Plain.exact(target(proposal.target())));
        sheet.line("identity", Plain.exact(identity(proposal.target())));
        sheet.statements(proposal.statements());
        sheet.line("locks", proposal.locks());
        sheet.line("undo", proposal.undo().about());
        sheet.line("benefit", Sheet.measures(proposal.expectedGain()));
        needs(sheet, shown.needs());
        sheet.line("digest", proposal.digest().value());
        sheet.line(
                "",
                Shown.lie(proposal, shown.id())
                        .map(lie -> "DO NOT APPROVE: " + lie)
                        .orElse("computed here: it fits what is shown"));
    }

    static void needs(Sheet sheet, JsonNode needs) {
        if (!needs.isObject()) {
            return;
        }
        String policy = " (policy " + needs.path("policy").asText() + ")";
        sheet.line(
                "needs",
                switch (needs.path("decision").asText()) {
                    case "automatic" -> "nobody: a policy approves it" + policy;
                    case "forbidden" -> "nothing helps: a policy forbids it" + policy;
                    default -> approvals(needs) + policy;
                });
        sheet.line(
                "approved by",
                needs.path("approvedBy").valueStream().map(JsonNode::asText).collect(Collectors.joining(", ")));
        if (!needs.path("executes").asBoolean(true)) {
            sheet.line("runs", "nowhere: the mode of the instance is not execute");
        }
        sheet.line("waits", needs.path("closed").asText(""));
        sheet.line("expires", needs.path("expiresAt").asText(""));
    }

    private static String approvals(JsonNode needs) {
        int count = needs.path("approvals").asInt();
        String roles = needs.path("roles").valueStream().map(JsonNode::asText).collect(Collectors.joining(" or "));
        return count
                + (count == 1 ? " approval" : " approvals")
                + (roles.isEmpty() ? "" : " by " + roles)
                + (needs.path("ownSignature").asBoolean() ? ", each signed with a key of one's own" : "");
    }

    private static String target(ActionTarget target) {
        return target.instance() + ", database " + target.database() + " at " + target.host() + ":" + target.port()
                + ", PostgreSQL " + target.serverVersion();
    }

    private static String identity(ActionTarget target) {
        return "cluster " + target.cluster() + ", system " + target.systemIdentifier() + ", timeline "
                + target.timeline() + ", database oid " + target.databaseOid()
                + (target.objectOid() == null ? "" : ", object oid " + target.objectOid())
                + (target.definitionHash() == null ? "" : ", definition " + target.definitionHash());
    }
}
