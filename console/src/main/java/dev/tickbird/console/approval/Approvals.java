package dev.tickbird.console.approval;

import dev.tickbird.console.policy.Policies;
import dev.tickbird.console.policy.Requirement;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The approval state machine: what an action becomes when a record of it is read, and what follows. Pure, and the same for any
 * order of arrival and any number of repetitions.
 */
public final class Approvals {
    private final Policies policies;
    private final Predicate<InstanceId> executes;
    private final Holds holds;
    private final Standings standings;

    /**
     * Under these policies.
     *
     * @param executes whether approved actions may run on an instance now: its mode
     * @param holds which findings are waived now
     * @param standings what was approved ahead
     */
    public Approvals(Policies policies, Predicate<InstanceId> executes, Holds holds, Standings standings) {
        this.policies = policies;
        this.executes = executes;
        this.holds = holds;
        this.standings = standings;
    }

    /** An action after a record, with what follows from it. */
    public record Step(ActionFile file, List<Effect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    public Step read(ActionFile file, Proposal proposal) {
        if (!proposal.digestHolds()) {
            return new Step(file, List.of());
        }
        ActionFile known = file.with(proposal);
        if (proposal.state() == ProposalState.WITHDRAWN) {
            return withdraw(known, proposal);
        }
        // The same finding may propose the same again after its cause went: nobody had decided about it.
        ActionFile live = known.state() == ActionState.WITHDRAWN
                        && known.decisions().stream().noneMatch(Approvals::approves)
                ? known.in(ActionState.PROPOSED)
                : known;
        return live.state() == ActionState.PROPOSED ? replay(live, proposal) : new Step(live, List.of());
    }

    /** What was decided before the proposal was read counts as if it had been read after it. */
    private Step replay(ActionFile live, Proposal proposal) {
        ActionFile file = live.with(List.of());
        List<Effect> effects = new ArrayList<>();
        for (Counted counted : live.decisions()) {
            Step step = read(file, counted);
            file = step.file();
            effects.addAll(step.effects());
        }
        if (file.state() == ActionState.PROPOSED) {
            Step step = settle(file, proposal);
            file = step.file();
            effects.addAll(step.effects());
        }
        return new Step(file, effects.stream().distinct().toList());
    }

    public Step read(ActionFile file, Counted counted) {
        Decision decision = counted.decision();
        if (file.has(decision.id())) {
            return new Step(file, List.of());
        }
        List<Counted> decisions = new ArrayList<>(file.decisions());
        decisions.add(counted);
        ActionFile noted = file.with(decisions);
        Proposal proposal = noted.proposal();
        return proposal == null ? new Step(noted, List.of()) : decide(noted, proposal, decision);
    }

    public Step read(ActionFile file, Outcome outcome) {
        Outcome known = file.outcome();
        boolean news = known == null || outcome.isAfter(known);
        return new Step(news ? file.with(outcome) : file, List.of());
    }

    /** Time has passed: an undecided proposal may have expired, or its instance may now be one where actions run. */
    public Step review(ActionFile file, Instant now) {
        Proposal proposal = file.proposal();
        if (proposal == null || file.state() != ActionState.PROPOSED || proposal.state() != ProposalState.LIVE) {
            return new Step(file, List.of());
        }
        Instant end =
                holds.end(proposal, policies.requirement(proposal, holds.now()).expiry());
        return now.isBefore(end)
                ? settle(file, proposal)
                : new Step(file, List.of(new Effect.Note(proposal, Verdict.EXPIRED, "nobody decided in time")));
    }

    /** Our order to run it is on the topic: so it was approved, whatever time and policies say today. */
    public Step ordered(ActionFile file) {
        ActionFile sent = file.withOrder();
        return new Step(file.state() == ActionState.PROPOSED ? sent.in(ActionState.APPROVED) : sent, List.of());
    }

    private Step withdraw(ActionFile file, Proposal proposal) {
        String reason = String.valueOf(proposal.withdrawnBecause());
        return switch (file.state()) {
            case PROPOSED ->
                new Step(file.in(ActionState.WITHDRAWN), List.of(new Effect.Note(proposal, Verdict.WITHDRAWN, reason)));
            case APPROVED, QUEUED, RETRY_WAIT ->
                new Step(file, List.of(new Effect.Revoke(proposal, "tickbird", reason)));
            case RUNNING,
                    VERIFYING,
                    SUCCEEDED,
                    REJECTED,
                    EXPIRED,
                    WITHDRAWN,
                    REVOKED,
                    STALE,
                    SKIPPED,
                    FAILED,
                    ABORTED,
                    UNDONE -> new Step(file, List.of());
        };
    }

    private Step decide(ActionFile file, Proposal proposal, Decision decision) {
        if (!decision.digest().equals(proposal.digest())) {
            return new Step(file, List.of(new Effect.Ignored(decision, "its digest is not that of the proposal")));
        }
        return switch (decision.verdict()) {
            case APPROVE ->
                file.state() == ActionState.PROPOSED
                        ? settle(file, proposal)
                        : new Step(
                                file, List.of(new Effect.Ignored(decision, "the action is already " + file.state())));
            case REJECT -> end(file, decision, ActionState.REJECTED);
            case EXPIRED -> end(file, decision, ActionState.EXPIRED);
            // Said for whoever reads the decisions: that it is withdrawn, or proposed again, the proposal itself says.
            case WITHDRAWN -> new Step(file, List.of());
            case SNOOZE -> new Step(file.snoozed(decision.until()), List.of());
            case REVOKE -> revoke(file, proposal, decision);
        };
    }

    private static Step end(ActionFile file, Decision decision, ActionState end) {
        if (file.state() == end) {
            return new Step(file, List.of());
        }
        return file.state() == ActionState.PROPOSED
                ? new Step(file.in(end), List.of())
                : new Step(file, List.of(new Effect.Ignored(decision, "the action is already " + file.state())));
    }

    private static Step revoke(ActionFile file, Proposal proposal, Decision decision) {
        return switch (file.state()) {
            case APPROVED, QUEUED, RETRY_WAIT ->
                new Step(
                        file,
                        List.of(new Effect.Revoke(
                                proposal,
                                decision.by().name(),
                                decision.reason() == null ? "revoked" : decision.reason())));
            case PROPOSED -> new Step(file.in(ActionState.REJECTED), List.of());
            case RUNNING,
                    VERIFYING,
                    SUCCEEDED,
                    REJECTED,
                    EXPIRED,
                    WITHDRAWN,
                    REVOKED,
                    STALE,
                    SKIPPED,
                    FAILED,
                    ABORTED,
                    UNDONE ->
                new Step(file, List.of(new Effect.Ignored(decision, "the action is already " + file.state())));
        };
    }

    /** Whether what was decided so far is enough. */
    private Step settle(ActionFile file, Proposal proposal) {
        if (!executes.test(proposal.instance()) || holds.holds(proposal) || holds.isOver(proposal)) {
            return new Step(file, List.of());
        }
        return switch (policies.requirement(proposal, holds.now())) {
            case Requirement.Forbidden forbidden -> new Step(file, List.of());
            case Requirement.Automatic automatic -> automatic(file, proposal, automatic);
            case Requirement.Approvals required -> quorum(file, proposal, required);
        };
    }

    private Step automatic(ActionFile file, Proposal proposal, Requirement.Automatic automatic) {
        List<Decision> approvals =
                approvals(file, proposal).stream().map(Counted::decision).toList();
        if (approvals.isEmpty()) {
            return snoozed(file)
                    ? new Step(file, List.of())
                    : new Step(file, List.of(new Effect.ApproveByPolicy(proposal, automatic.policy())));
        }
        return order(file, proposal, approvals, 1, automatic.policy());
    }

    private Step quorum(ActionFile file, Proposal proposal, Requirement.Approvals required) {
        Set<String> names = new HashSet<>();
        List<Decision> approvals = new ArrayList<>();
        for (Counted counted : approvals(file, proposal)) {
            Decision decision = counted.decision();
            if (counted.covers(proposal)
                    && entitled(counted, required)
                    && stands(counted, proposal, required)
                    && names.add(decision.by().name())) {
                approvals.add(decision);
            }
        }
        return approvals.size() < required.approvals()
                ? new Step(file, ahead(file, proposal, required, names))
                : order(file, proposal, approvals, required.approvals(), required.policy());
    }

    /** What rests on a standing approval counts while that does. */
    private boolean stands(Counted counted, Proposal proposal, Requirement.Approvals required) {
        return counted.signer() != Signer.STANDING
                || standings
                        .under(counted)
                        .filter(standing -> standing.covers(proposal, required.roles(), holds.now()))
                        .isPresent();
    }

    /** What others have approved ahead. */
    private List<Effect> ahead(
            ActionFile file, Proposal proposal, Requirement.Approvals required, Set<String> decided) {
        if (snoozed(file)) {
            return List.of();
        }
        Set<String> names = new HashSet<>(decided);
        return standings.all().stream()
                .filter(standing -> standing.covers(proposal, required.roles(), holds.now()))
                .filter(standing -> names.add(standing.approval().by()))
                .limit(required.approvals() - decided.size())
                .<Effect>map(standing -> new Effect.ApproveByStanding(proposal, standing))
                .toList();
    }

    private static boolean entitled(Counted counted, Requirement.Approvals required) {
        Decision decision = counted.decision();
        boolean person = decision.by().kind() == PrincipalKind.PERSON;
        boolean engine = decision.by().kind() == PrincipalKind.ENGINE;
        boolean role =
                required.roles().isEmpty() || decision.by().roles().stream().anyMatch(required.roles()::contains);
        boolean signed = !required.ownSignature() || counted.signer() != Signer.CONSOLE;
        // Policies and the console itself, which proposes and withdraws, are no second pair of eyes.
        return signed && (engine || (person && role));
    }

    private boolean snoozed(ActionFile file) {
        Instant until = file.snoozedUntil();
        return until != null && holds.now().isBefore(until);
    }

    /** Those of this very digest that have not lapsed. */
    private List<Counted> approvals(ActionFile file, Proposal proposal) {
        return file.decisions().stream()
                .filter(Approvals::approves)
                .filter(counted -> counted.decision().digest().equals(proposal.digest()))
                .filter(counted -> counted.decision().until() == null
                        || holds.now().isBefore(counted.decision().until()))
                .toList();
    }

    private static boolean approves(Counted counted) {
        return counted.decision().verdict() == Verdict.APPROVE;
    }

    private static Step order(
            ActionFile file, Proposal proposal, List<Decision> approvals, int requires, String policy) {
        if (file.ordered() || file.outcome() != null) {
            return new Step(file.in(ActionState.APPROVED), List.of());
        }
        ActionFile approved = file.in(ActionState.APPROVED).withOrder();
        return new Step(approved, List.of(new Effect.Run(proposal, approvals, requires, policy)));
    }

    /** Whether a person may approve this at all without a key of their own. */
    public static boolean needsOwnSignature(Proposal proposal) {
        return proposal.risk() == Risk.HIGH;
    }
}
