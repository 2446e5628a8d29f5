package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.OpenAction;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.PolicySubject;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Partitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Live proposals of an instance in mode execute that wait for people, or for what should follow their approval. Decisions are not verified
 * here: they decide nothing but whether somebody is reminded.
 */
final class AwaitedProposals {
    private final Workspace work;
    private final InstanceState.Draft instance;

    AwaitedProposals(Workspace work, InstanceState.Draft instance) {
        this.work = work;
        this.instance = instance;
    }

    /** What somebody decided. Nothing is kept of a proposal that is not live. */
    void decided(Decision decision) {
        proposals()
                .filter(entry -> entry.value.id().equals(decision.action()))
                .findFirst()
                .ifPresent(entry -> note(entry.key, decision));
    }

    private void note(String key, Decision decision) {
        Answer known = work.answers.get(key);
        boolean again = known != null
                && known.about(decision.action())
                && known.verdict() == Verdict.APPROVE
                && decision.verdict() == Verdict.APPROVE;
        Instant at = again && known != null ? known.at() : work.at();
        work.answers.put(
                key,
                new Answer(
                        decision.action(),
                        decision.verdict(),
                        at,
                        decision.verdict() == Verdict.SNOOZE ? decision.until() : null,
                        known == null ? null : known.waivedUntil()));
    }

    /** A finding that is waived, or not any more. */
    void waived(Overlay overlay) {
        String key =
                Partitions.key(overlay.instance().value(), overlay.finding().value());
        Answer known = work.answers.get(key);
        if (known != null) {
            work.answers.put(key, known.waived(overlay.waivedUntil()));
        } else if (overlay.waivedUntil() != null) {
            work.answers.put(key, new Answer(null, null, work.at(), null, overlay.waivedUntil()));
        }
    }

    /** An action that has ended is nobody's work any more, though its finding may stand. */
    void ended(Outcome outcome) {
        String key =
                Partitions.key(outcome.instance().value(), outcome.finding().value());
        Proposal live = work.proposals.get(key);
        if (outcome.state().terminal() && live != null && live.id().equals(outcome.action())) {
            Answer known = work.answers.get(key);
            work.answers.put(
                    key,
                    new Answer(outcome.action(), null, work.at(), null, known == null ? null : known.waivedUntil()));
        }
    }

    /** Those that wait now. What was said of others is forgotten. */
    List<OpenAction> waiting() {
        List<OpenAction> waiting = new ArrayList<>();
        forget();
        if (instance.target != null && instance.target.mode() == Mode.EXECUTE) {
            proposals()
                    .forEach(entry ->
                            waiting(entry.value, work.answers.get(entry.key)).ifPresent(waiting::add));
        }
        return waiting;
    }

    private void forget() {
        for (KeyValue<String, Answer> entry : work.answers.startingWith(prefix(instance.instance))) {
            Answer answer = entry.value;
            Proposal live = work.proposals.get(entry.key);
            boolean waived =
                    answer.waivedUntil() != null && answer.waivedUntil().isAfter(work.at());
            if (!waived && (live == null || !answer.about(live.id()))) {
                work.answers.delete(entry.key);
            }
        }
    }

    private Optional<OpenAction> waiting(Proposal proposal, @Nullable Answer said) {
        Answer answer = said != null && said.about(proposal.id()) ? said : null;
        boolean approved = answer != null && answer.verdict() == Verdict.APPROVE;
        boolean snoozed = answer != null && answer.verdict() == Verdict.SNOOZE;
        boolean settled = answer != null && !approved && !snoozed;
        if (settled
                || proposal.severity().compareTo(Severity.WARNING) < 0
                || instance.actions.containsKey(proposal.id().value())
                || isOver(proposal)
                || isForbidden(proposal)) {
            return Optional.empty();
        }
        Instant since = Stream.of(
                        answer != null && approved ? answer.at() : proposal.proposedAt(),
                        answer == null ? null : answer.until(),
                        said == null ? null : said.waivedUntil(),
                        proposal.window() == null ? null : proposal.window().notBefore())
                .filter(java.util.Objects::nonNull)
                .max(Instant::compareTo)
                .orElseThrow();
        return since.isAfter(work.at())
                ? Optional.empty()
                : Optional.of(new OpenAction(
                        proposal.title(),
                        approved ? ActionState.APPROVED : ActionState.PROPOSED,
                        since,
                        approved ? "no executor has said anything of it" : "nobody has decided about it",
                        null));
    }

    private boolean isOver(Proposal proposal) {
        Instant end = proposal.window() == null ? null : proposal.window().notAfter();
        return end != null && !end.isAfter(work.at());
    }

    private boolean isForbidden(Proposal proposal) {
        return work.policy()
                .deciding(PolicySubject.of(proposal), work.at())
                .map(ApprovalPolicy::effect)
                .filter(Effect.FORBID::equals)
                .isPresent();
    }

    private Stream<KeyValue<String, Proposal>> proposals() {
        return work.proposals.startingWith(prefix(instance.instance)).stream();
    }

    private static String prefix(InstanceId id) {
        return id.value() + "/";
    }
}
