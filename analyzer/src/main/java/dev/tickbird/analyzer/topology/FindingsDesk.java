package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.advice.Advisor;
import dev.tickbird.analyzer.advice.Where;
import dev.tickbird.analyzer.lifecycle.Circumstances;
import dev.tickbird.analyzer.lifecycle.Lifecycle;
import dev.tickbird.analyzer.lifecycle.Publication;
import dev.tickbird.analyzer.lifecycle.Tracked;
import dev.tickbird.analyzer.rollup.RollUps;
import dev.tickbird.analyzer.rule.Finds;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Turns verdicts into findings and proposals: state, publication and withdrawal in one place. */
final class FindingsDesk {
    private final Workspace work;
    private final InstanceState.Draft instance;
    /** Keys of findings that wait to be told, while they are gathered; null otherwise. */
    private @Nullable Set<String> gathered;

    private boolean replan;

    FindingsDesk(Workspace work, InstanceState.Draft instance) {
        this.work = work;
        this.instance = instance;
    }

    /** One evaluation of a scope: what it does not mention of its rules is well. */
    void apply(String scope, List<Finds> all, Duration probeInterval) {
        Map<String, List<KeyValue<String, Tracked>>> byRule = byRule(scope);
        for (Finds finds : all) {
            apply(scope, finds, byRule.getOrDefault(finds.rule().id(), List.of()), probeInterval);
        }
    }

    /**
     * From now on nothing is told before {@link #tell}.
     *
     * @param whole whether everything is read: then roll-ups are planned anew in any case
     */
    void gather(boolean whole) {
        gathered = new LinkedHashSet<>();
        replan = whole;
    }

    /** Tells what was gathered: one by one, or rolled up. */
    void tell(RollUpScope scope, List<Rule> rules, Duration probeInterval) {
        Set<String> waiting = gathered == null ? new LinkedHashSet<>() : gathered;
        gathered = null;
        RollUpDesk rollUps = new RollUpDesk(work, instance.instance, scope);
        if (replan || rollUps.active()) {
            RollUps.Plan plan = rollUps.plan();
            waiting.addAll(rollUps.cover(plan, this::takeBack));
            apply(scope.rollUps(), RollUpDesk.finds(plan, rules), probeInterval);
        }
        for (String key : waiting) {
            Tracked tracked = work.findings.get(key);
            if (tracked != null) {
                publish(key, tracked);
            }
        }
    }

    /** Another finding tells it from now on. */
    private void takeBack(Tracked tracked) {
        String findingKey = findingKey(tracked.finding());
        Proposal live = work.proposals.get(findingKey);
        if (live != null) {
            publish(Advisor.withdrawn(live, "its finding is told together with others like it"), findingKey);
        }
        if (tracked.published() != null) {
            work.emit(Topic.FINDINGS, findingKey, null);
        }
    }

    /** The scope is gone: a dropped table. */
    void gone(String scopePrefix) {
        for (KeyValue<String, Tracked> entry : work.findings.startingWith(key(scopePrefix))) {
            change(
                    entry.key,
                    entry.value,
                    Lifecycle.gone(entry.value, work.clock().millis(), work.at()));
        }
    }

    /** The scopes are judged on another server from now on: what was said here ends at once. */
    void moved(String scopePrefix) {
        long clock = work.clock().millis();
        for (KeyValue<String, Tracked> entry : work.findings.startingWith(key(scopePrefix))) {
            if (entry.value.finding().state() != FindingState.RESOLVED) {
                Tracked mended = Lifecycle.mended(entry.value, clock, work.at());
                change(entry.key, entry.value, Lifecycle.gone(mended, clock, work.at()));
            }
        }
    }

    /** Nothing is certain of these scopes for a while. */
    void unknown(String scopePrefix, String reason) {
        for (KeyValue<String, Tracked> entry : work.findings.startingWith(key(scopePrefix))) {
            change(entry.key, entry.value, Optional.of(Lifecycle.unknown(entry.value, reason, false)));
        }
    }

    /** Nothing is heard of the server: what was known of it is uncertain. */
    void silence(String reason) {
        for (KeyValue<String, Tracked> entry : work.findings.startingWith(key(""))) {
            if (Scopes.aboutTheServer(entry.value.scope())) {
                change(entry.key, entry.value, Optional.of(Lifecycle.unknown(entry.value, reason, true)));
            }
        }
    }

    /** The server is heard again. */
    void heard() {
        for (KeyValue<String, Tracked> entry : work.findings.startingWith(key(""))) {
            change(
                    entry.key,
                    entry.value,
                    Optional.of(Lifecycle.heard(entry.value, work.clock().millis(), work.at())));
        }
    }

    /** Its action succeeded, as the executor saw by looking: so it is mended, or the one that it proposed the action of. */
    void mended(FindingId id) {
        List<KeyValue<String, Tracked>> all = work.findings.startingWith(key(""));
        List<Action> actions = all.stream()
                .map(entry -> entry.value.finding())
                .filter(finding -> finding.id().equals(id) && finding.action() != null)
                .map(Finding::action)
                .toList();
        for (KeyValue<String, Tracked> entry : all) {
            boolean proposed = id.equals(entry.value.rolledUpBy())
                    && actions.contains(entry.value.finding().action());
            if (entry.value.finding().id().equals(id) || proposed) {
                change(
                        entry.key,
                        entry.value,
                        Optional.of(Lifecycle.mended(entry.value, work.clock().millis(), work.at())));
            }
        }
    }

    /** Time has passed for one finding. */
    void age(String key, Tracked known) {
        change(key, known, Optional.of(Lifecycle.age(known, work.clock().millis(), work.at())));
    }

    /** The instance is no longer watched: its findings are closed and forgotten. */
    void forget() {
        for (KeyValue<String, Tracked> entry : work.findings.startingWith(key(""))) {
            String findingKey = findingKey(entry.value.finding());
            Proposal live = work.proposals.get(findingKey);
            if (live != null) {
                publish(Advisor.withdrawn(live, "the instance is no longer watched"), findingKey);
            }
            if (entry.value.published() != null) {
                work.emit(Topic.FINDINGS, findingKey, null);
            }
            work.findings.delete(entry.key);
        }
    }

    private Map<String, List<KeyValue<String, Tracked>>> byRule(String scope) {
        Map<String, List<KeyValue<String, Tracked>>> byRule = new HashMap<>();
        for (KeyValue<String, Tracked> entry : work.findings.startingWith(key(scope + "/"))) {
            byRule.computeIfAbsent(entry.value.finding().rule(), any -> new ArrayList<>())
                    .add(entry);
        }
        return byRule;
    }

    private void apply(String scope, Finds finds, List<KeyValue<String, Tracked>> existing, Duration probeInterval) {
        Map<String, Tracked> unmentioned = new HashMap<>();
        existing.forEach(entry -> unmentioned.put(entry.key, entry.value));
        if (finds.failure() != null) {
            unmentioned.forEach((key, known) -> change(
                    key,
                    known,
                    Optional.of(Lifecycle.unknown(
                            known,
                            "the rule failed: " + finds.failure().getClass().getSimpleName(),
                            false))));
            return;
        }
        Circumstances around = around(scope, finds, probeInterval);
        String blind = null;
        for (Verdict verdict : finds.verdicts()) {
            String key = key(scope + "/" + Finding.id(finds.rule().id(), instance.instance, verdict.subject()));
            switch (verdict) {
                case Verdict.Problem problem -> {
                    Tracked known = unmentioned.remove(key);
                    change(key, known, Optional.of(Lifecycle.holds(known, problem, around)));
                }
                case Verdict.Unknown unknown -> {
                    Tracked known = unmentioned.remove(key);
                    if (known != null) {
                        change(key, known, Optional.of(Lifecycle.unknown(known, unknown.reason(), false)));
                    }
                    if (unknown.subject() instanceof Subject.Instance) {
                        blind = unknown.reason();
                    }
                }
                case Verdict.OptedOut wellSoFar -> {}
            }
        }
        for (Map.Entry<String, Tracked> entry : unmentioned.entrySet()) {
            Tracked known = entry.getValue();
            change(
                    entry.getKey(),
                    known,
                    blind == null
                            ? Lifecycle.gone(known, around.clock(), around.at())
                            : Optional.of(Lifecycle.unknown(known, blind, false)));
        }
    }

    private Circumstances around(String scope, Finds finds, Duration probeInterval) {
        TargetSpec target = instance.target;
        Duration own = finds.rule().clear();
        return new Circumstances(
                instance.instance,
                target == null ? instance.instance.value() : target.cluster(),
                target == null ? Map.of() : target.tags(),
                instance.systemIdentifier,
                instance.version,
                finds.rule(),
                scope,
                own == null ? probeInterval.multipliedBy(2) : own,
                work.at(),
                work.clock().millis(),
                work.quietUntil(instance.knownSince));
    }

    /** Stores and publishes what a finding has become. */
    private void change(String key, @Nullable Tracked known, Optional<Tracked> next) {
        if (next.isEmpty()) {
            work.findings.delete(key);
            replan = true;
            if (known != null && known.published() != null) {
                work.emit(Topic.FINDINGS, findingKey(known.finding()), null);
            }
            return;
        }
        Tracked tracked = next.get();
        if (tracked.equals(known)) {
            return;
        }
        if (gathered == null) {
            publish(key, tracked);
            return;
        }
        work.findings.put(key, tracked);
        gathered.add(key);
        replan |= known == null
                || known.rolledUpBy() != null
                || known.finding().state() != tracked.finding().state()
                || known.finding().severity() != tracked.finding().severity();
    }

    /** Stores it, and tells it where it stands for itself. Nobody is told of the end of what was not told. */
    private void publish(String key, Tracked tracked) {
        boolean never = tracked.published() == null && tracked.finding().state() == FindingState.RESOLVED;
        if (tracked.rolledUpBy() != null || never) {
            work.findings.put(key, tracked);
            return;
        }
        advise(tracked);
        boolean due = Publication.due(tracked, work.at());
        if (due) {
            work.emit(Topic.FINDINGS, findingKey(tracked.finding()), tracked.finding());
        }
        work.findings.put(key, due ? Lifecycle.published(tracked, work.at()) : tracked);
    }

    private void advise(Tracked tracked) {
        String findingKey = findingKey(tracked.finding());
        Proposal live = work.proposals.get(findingKey);
        boolean silent = live == null && tracked.finding().state() != FindingState.OPEN;
        if (!silent) {
            Advisor.advise(tracked, live, where(), work.at()).forEach(proposal -> publish(proposal, findingKey));
        }
    }

    private void publish(Proposal proposal, String findingKey) {
        work.emit(
                Topic.PROPOSALS,
                Partitions.key(proposal.instance().value(), proposal.id().value()),
                proposal);
        if (proposal.state() == ProposalState.LIVE) {
            work.proposals.put(findingKey, proposal);
        } else {
            work.proposals.delete(findingKey);
        }
    }

    private @Nullable Where where() {
        TargetSpec target = instance.target;
        return target == null
                        || instance.version == null
                        || instance.systemIdentifier == null
                        || instance.timeline == null
                ? null
                : new Where(target, instance.version, instance.systemIdentifier, instance.timeline);
    }

    private String key(String rest) {
        return key(instance.instance, rest);
    }

    static String key(InstanceId instance, String rest) {
        return instance.value() + "/" + rest;
    }

    private static String findingKey(Finding finding) {
        return Partitions.key(finding.instance().value(), finding.id().value());
    }
}
