package dev.tickbird.alerter.grouping;

import dev.tickbird.alerter.routing.Traits;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.notification.NotificationKind;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is known of one instance, and its groups. */
final class InstanceBoard {
    private static final int MOST_OUTCOMES = 200;

    private final InstanceId instance;
    private final Board.Rules rules;
    private final Map<FindingId, Finding> findings = new HashMap<>();
    private final Map<ActionId, Proposal> proposals = new HashMap<>();
    private final Map<ActionId, Outcome> outcomes = new LinkedHashMap<>();
    private final Map<GroupKey, Group> groups = new HashMap<>();

    InstanceBoard(InstanceId instance, Board.Rules rules) {
        this.instance = instance;
        this.rules = rules;
    }

    void put(FindingId id, @Nullable Finding finding) {
        if (finding == null) {
            findings.remove(id);
        } else {
            findings.put(id, finding);
        }
    }

    void put(ActionId id, @Nullable Proposal proposal) {
        if (proposal == null) {
            proposals.remove(id);
        } else {
            proposals.put(id, proposal);
        }
    }

    void put(Outcome outcome) {
        Outcome before = outcomes.remove(outcome.action());
        outcomes.put(outcome.action(), before == null || outcome.isAfter(before) ? outcome : before);
        if (outcomes.size() > MOST_OUTCOMES) {
            outcomes.values().stream()
                    .filter(old -> old.state().terminal() && !isUnsaid(old))
                    .findFirst()
                    .ifPresent(old -> outcomes.remove(old.action()));
        }
    }

    Group group(GroupKey key) {
        return groups.computeIfAbsent(key, Group::new);
    }

    boolean isWaiting() {
        return groups.values().stream().anyMatch(Group::isWaiting);
    }

    /** Actions whose records must be read again after a restart, since what they tell was not said yet. */
    void addHeld(Set<ActionId> held) {
        for (Outcome outcome : outcomes.values()) {
            boolean waits = outcome.state() == ActionState.QUEUED || outcome.state() == ActionState.RETRY_WAIT;
            if (waits || isUnsaid(outcome)) {
                held.add(outcome.action());
            }
        }
    }

    private boolean isUnsaid(Outcome outcome) {
        return outcome.state().terminal()
                && rules.routes().receivers(traits(outcome)).stream().anyMatch(receiver -> {
                    Word said = group(new GroupKey(receiver, instance, NotificationKind.OUTCOMES, ""))
                            .said(outcome.action().value());
                    return said == null || !said.state().equals(outcome.state().name());
                });
    }

    List<Notification> due(Instant now) {
        Map<GroupKey, List<Candidate>> candidates = new HashMap<>();
        addFindings(candidates, now);
        addProposals(candidates, now);
        addOutcomes(candidates, now);
        Set<GroupKey> keys = new HashSet<>(groups.keySet());
        keys.addAll(candidates.keySet());
        List<Notification> due = new ArrayList<>();
        for (GroupKey key : keys) {
            Notification next = group(key).next(candidates.getOrDefault(key, List.of()), rules.timing(), now);
            if (next != null) {
                due.add(next);
            }
        }
        return due;
    }

    private void addFindings(Map<GroupKey, List<Candidate>> candidates, Instant now) {
        Folding folding = new Folding(findings);
        for (Finding finding : findings.values()) {
            Traits traits = traits(finding);
            boolean silenced = finding.provisional()
                    || isQuiet(finding, now)
                    || rules.silences().silenced(traits, now)
                    || rules.silences().waived(finding.id(), now)
                    || (finding.state() != FindingState.RESOLVED
                            && rules.silences().acknowledged(finding.id(), finding.episode()));
            Finding root = folding.isFolded(finding) ? folding.root(finding) : null;
            Set<String> toldOfRoot = root == null ? Set.of() : rules.routes().receivers(traits(root));
            for (String receiver : rules.routes().receivers()) {
                GroupKey key = GroupKey.findings(receiver, instance, finding.rule());
                Word said = group(key).said(finding.id().value());
                // Who was told that it began is told that it ended, whatever the routes say of its severity now.
                if (said == null && !rules.routes().receivers(traits).contains(receiver)) {
                    continue;
                }
                boolean quiet = silenced || toldOfRoot.contains(receiver);
                boolean unheard = group(key).unheard(finding.id().value());
                Word word = Verdict.finding(finding.state(), finding.severity(), said, unheard, quiet);
                add(
                        candidates,
                        key,
                        word,
                        finding.id().value(),
                        finding.title(),
                        told -> rules.items().finding(finding, folding.symptoms(finding), told));
            }
        }
    }

    /** Of a new instance only what is critical is told. */
    private static boolean isQuiet(@Nullable Finding finding, Instant now) {
        Instant until = finding == null ? null : finding.quietUntil();
        return finding != null
                && until != null
                && now.isBefore(until)
                && !finding.severity().atLeast(Severity.CRITICAL);
    }

    private void addProposals(Map<GroupKey, List<Candidate>> candidates, Instant now) {
        for (Proposal proposal : proposals.values()) {
            if (proposal.state() != ProposalState.LIVE || outcomes.containsKey(proposal.id())) {
                continue;
            }
            Traits traits = new Traits(
                    proposal.severity(),
                    proposal.rule(),
                    instance,
                    proposal.subject().inDatabase(),
                    proposal.tags());
            boolean quiet = isQuiet(findings.get(proposal.finding()), now)
                    || rules.silences().silenced(traits, now)
                    || rules.silences().waived(proposal.finding(), now);
            String id = proposal.id().value();
            for (String receiver : rules.routes().receivers(traits)) {
                GroupKey key = new GroupKey(receiver, instance, NotificationKind.PROPOSALS, "");
                Group group = group(key);
                Word word = Verdict.once("PROPOSED", proposal.severity(), group.said(id), group.unheard(id), quiet);
                add(
                        candidates,
                        key,
                        word,
                        id,
                        proposal.title(),
                        told -> rules.items().proposal(proposal, told));
            }
        }
    }

    private void addOutcomes(Map<GroupKey, List<Candidate>> candidates, Instant now) {
        for (Outcome outcome : outcomes.values()) {
            Traits traits = traits(outcome);
            boolean quiet = rules.silences().silenced(traits, now);
            String id = outcome.action().value();
            for (String receiver : rules.routes().receivers(traits)) {
                GroupKey key = new GroupKey(receiver, instance, NotificationKind.OUTCOMES, "");
                Group group = group(key);
                Word said = group.said(id);
                Word word = tellable(outcome, now)
                        ? Verdict.once(stateOf(outcome), severity(outcome), said, group.unheard(id), quiet)
                        : said == null ? null : said.still();
                add(
                        candidates,
                        key,
                        word,
                        id,
                        Items.title(outcome),
                        told -> rules.items().outcome(outcome, told));
            }
        }
    }

    private void add(
            Map<GroupKey, List<Candidate>> candidates,
            GroupKey key,
            @Nullable Word word,
            String id,
            String title,
            java.util.function.Function<Word, dev.tickbird.schemas.notification.NotificationItem> describe) {
        if (word != null) {
            candidates
                    .computeIfAbsent(key, any -> new ArrayList<>())
                    .add(new Candidate(id, instance, word, title, describe));
        }
    }

    private boolean tellable(Outcome outcome, Instant now) {
        boolean waits = outcome.state() == ActionState.QUEUED || outcome.state() == ActionState.RETRY_WAIT;
        return outcome.state().terminal()
                || (waits && !now.isBefore(outcome.at().plus(rules.timing().longWait())));
    }

    private static String stateOf(Outcome outcome) {
        return outcome.state().terminal() ? outcome.state().name() : "WAITING";
    }

    private Traits traits(Finding finding) {
        return new Traits(
                finding.severity(), finding.rule(), instance, finding.subject().inDatabase(), finding.tags());
    }

    /** An outcome has the traits of its finding as far as that is known. */
    private Traits traits(Outcome outcome) {
        Finding finding = findings.get(outcome.finding());
        return finding == null
                ? new Traits(Severity.WARNING, outcome.rule(), instance, null, Map.of())
                : traits(finding);
    }

    private static Severity severity(Outcome outcome) {
        return outcome.state() == ActionState.FAILED || outcome.state() == ActionState.ABORTED
                ? Severity.WARNING
                : Severity.INFO;
    }
}
