package dev.tickbird.alerter.grouping;

import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.StatementRun;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.notification.NotificationItem;
import dev.tickbird.schemas.proposal.Proposal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words of findings, proposals and outcomes. They are raw: each channel escapes them for itself. */
final class Items {
    private static final int MOST_SYMPTOMS = 5;

    private final @Nullable String consoleUrl;

    Items(@Nullable String consoleUrl) {
        this.consoleUrl = consoleUrl == null || consoleUrl.endsWith("/") ? consoleUrl : consoleUrl + "/";
    }

    NotificationItem finding(Finding finding, List<Finding> symptoms, Word word) {
        String text = switch (finding.state()) {
            case OPEN, PENDING -> sentences(finding.explanation(), finding.remedy(), explained(symptoms));
            case RESOLVED -> "This is over; it began at " + finding.since() + ".";
            case UNKNOWN ->
                "It can no longer be told: "
                        + (finding.unknownReason() == null ? "the telemetry is missing" : finding.unknownReason());
        };
        boolean open = word.state().equals("OPEN");
        return new NotificationItem(
                finding.id().value(),
                finding.instance(),
                finding.severity(),
                word.text(),
                finding.title(),
                text,
                open ? finding.evidence() : List.of(),
                open ? finding.statements() : List.of(),
                consoleUrl);
    }

    NotificationItem proposal(Proposal proposal, Word word) {
        String where = consoleUrl == null ? "tickbird approve " + proposal.id() : consoleUrl;
        String text = sentences(
                "Because: " + proposal.why() + ".",
                "Risk " + proposal.risk().label() + ". " + proposal.locks(),
                "Undo: " + proposal.undo().about(),
                "Nothing runs before it is approved: " + where);
        return new NotificationItem(
                proposal.id().value(),
                proposal.instance(),
                proposal.severity(),
                word.text(),
                proposal.title(),
                text,
                proposal.expectedGain(),
                proposal.statements(),
                consoleUrl);
    }

    NotificationItem outcome(Outcome outcome, Word word) {
        String change = Measures.change(outcome.before(), outcome.after());
        List<Measure> measures = outcome.after().isEmpty() ? outcome.before() : List.of();
        String text = sentences(
                outcome.reason(),
                change.isEmpty() ? null : "Before → after: " + change + ".",
                outcome.lookAgainAt() == null ? null : "It is looked at again at " + outcome.lookAgainAt() + ".",
                outcome.cleanedUp().isEmpty() ? null : "Cleaned up: " + String.join(", ", outcome.cleanedUp()) + ".",
                outcome.approvedBy().isEmpty() ? null : "Approved by " + String.join(", ", outcome.approvedBy()) + ".");
        return new NotificationItem(
                outcome.action().value(),
                outcome.instance(),
                word.severity(),
                word.text(),
                title(outcome),
                text,
                measures,
                outcome.runs().stream().map(StatementRun::statement).toList(),
                consoleUrl);
    }

    static String title(Outcome outcome) {
        return (outcome.what().type() == null ? "action" : outcome.what().type()) + " on " + outcome.object();
    }

    private static @Nullable String explained(List<Finding> symptoms) {
        if (symptoms.isEmpty()) {
            return null;
        }
        String titles =
                symptoms.stream().limit(MOST_SYMPTOMS).map(Finding::title).collect(Collectors.joining("; "));
        int more = symptoms.size() - MOST_SYMPTOMS;
        return "It also explains: " + titles + (more > 0 ? "; and " + more + " more" : "") + ".";
    }

    private static String sentences(@Nullable String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            if (part != null && !part.isBlank()) {
                text.append(text.isEmpty() ? "" : " ").append(part.strip());
            }
        }
        return text.toString();
    }
}
