package dev.tickbird.console.web;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.console.approval.Approvals;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.policy.Requirement;
import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.Queries.ActionFilter;
import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.console.store.Queries.FindingFilter;
import dev.tickbird.console.store.Queries.FindingRow;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the first page shows, as the template takes it. */
public record Board(
        Session.Visitor visitor,
        List<TargetSpec> instances,
        List<FindingRow> findings,
        long waived,
        boolean showsWaived,
        List<Waiting> waiting,
        List<Moving> moving,
        List<Done> done,
        List<Delivery> deliveries,
        Instant now) {
    private static final int FINDINGS = 100;
    private static final int ACTIONS = 50;
    private static final int DELIVERIES = 12;
    private static final EnumSet<ActionState> MOVING = EnumSet.of(
            ActionState.APPROVED,
            ActionState.QUEUED,
            ActionState.RETRY_WAIT,
            ActionState.RUNNING,
            ActionState.VERIFYING);

    /** A proposal that waits for a decision. */
    public record Waiting(
            Proposal proposal, String needs, List<String> approvedBy, boolean ownKey, boolean approvable) {}

    /** An action on its way. */
    public record Moving(
            String id,
            ActionState state,
            String title,
            String instance,
            String reason,
            @Nullable Progress progress) {}

    /** An action that ended. */
    public record Done(
            String id,
            ActionState state,
            String title,
            String instance,
            String reason,
            @Nullable Outcome outcome,
            Instant at) {}

    static Board of(Session.Visitor visitor, Queries queries, Desk desk, boolean showsWaived, Instant now) {
        FindingFilter open = new FindingFilter(
                EnumSet.of(FindingState.OPEN, FindingState.PENDING, FindingState.UNKNOWN),
                null,
                null,
                Severity.INFO,
                null,
                showsWaived);
        EnumSet<ActionState> ended = EnumSet.allOf(ActionState.class);
        ended.removeAll(MOVING);
        ended.remove(ActionState.PROPOSED);
        return new Board(
                visitor,
                queries.instances(),
                queries.findings(open, FINDINGS, 0),
                queries.count(open.onlyWaived()),
                showsWaived,
                queries.actions(ActionFilter.in(EnumSet.of(ActionState.PROPOSED)), ACTIONS, 0).stream()
                        .filter(row -> row.file().proposal() != null)
                        .filter(row -> !snoozed(row.file(), now))
                        .map(row -> waiting(row, desk))
                        .toList(),
                queries.actions(ActionFilter.in(MOVING), ACTIONS, 0).stream()
                        .map(row -> moving(row, queries))
                        .toList(),
                queries.actions(ActionFilter.in(ended), ACTIONS, 0).stream()
                        .map(Board::done)
                        .toList(),
                queries.deliveries(DELIVERIES),
                now);
    }

    /** How many findings have this severity, provisional ones apart. */
    public long count(Severity severity) {
        return findings.stream()
                .map(FindingRow::finding)
                .filter(finding -> finding.severity() == severity && !finding.provisional())
                .count();
    }

    public boolean mayDecide() {
        return visitor.may(Role.APPROVER);
    }

    private static boolean snoozed(ActionFile file, Instant now) {
        return file.snoozedUntil() != null && now.isBefore(file.snoozedUntil());
    }

    private static Waiting waiting(ActionRow row, Desk desk) {
        Proposal proposal = row.file().known().orElseThrow();
        Requirement requirement = desk.requirement(proposal);
        boolean executes = desk.executes(proposal);
        List<String> approvedBy = row.file().decisions().stream()
                .filter(counted -> counted.decision().verdict() == Verdict.APPROVE)
                .map(counted -> counted.decision().by().name())
                .distinct()
                .toList();
        return new Waiting(
                proposal,
                executes ? needs(requirement) : "mode propose: shown here, run by nobody",
                approvedBy,
                Approvals.needsOwnSignature(proposal),
                executes && !(requirement instanceof Requirement.Forbidden));
    }

    private static String needs(Requirement requirement) {
        return switch (requirement) {
            case Requirement.Automatic automatic -> "approved by policy " + automatic.policy();
            case Requirement.Forbidden forbidden -> "forbidden by policy " + forbidden.policy();
            case Requirement.Approvals required ->
                required.approvals()
                        + (required.approvals() == 1 ? " approval" : " approvals")
                        + (required.roles().isEmpty() ? "" : " by " + String.join(" or ", required.roles()))
                        + " (policy " + required.policy() + ")";
        };
    }

    private static Moving moving(ActionRow row, Queries queries) {
        Outcome outcome = row.file().outcome();
        return new Moving(
                row.id().value(),
                row.file().state(),
                title(row),
                instance(row),
                outcome == null || outcome.reason() == null ? "" : outcome.reason(),
                queries.progress(row.id()).orElse(null));
    }

    private static Done done(ActionRow row) {
        Outcome outcome = row.file().outcome();
        String reason = row.file().decisions().stream()
                .map(counted -> counted.decision().reason())
                .filter(said -> said != null)
                .reduce("", (first, second) -> second);
        return new Done(
                row.id().value(),
                row.file().state(),
                title(row),
                instance(row),
                outcome == null || outcome.reason() == null ? reason : outcome.reason(),
                outcome,
                row.updatedAt());
    }

    private static String title(ActionRow row) {
        Proposal proposal = row.file().proposal();
        Outcome outcome = row.file().outcome();
        if (proposal != null) {
            return proposal.title();
        }
        return outcome == null ? row.id().value() : outcome.object();
    }

    private static String instance(ActionRow row) {
        Proposal proposal = row.file().proposal();
        Outcome outcome = row.file().outcome();
        if (proposal != null) {
            return proposal.instance().value();
        }
        return outcome == null ? "" : outcome.instance().value();
    }
}
