package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.lifecycle.Tracked;
import dev.tickbird.analyzer.rollup.Member;
import dev.tickbird.analyzer.rollup.RollUp;
import dev.tickbird.analyzer.rollup.RollUps;
import dev.tickbird.analyzer.rule.Finds;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;

/** The findings of one scope and the roll-ups that stand for them. For one planning, by one thread. */
final class RollUpDesk {
    private final Workspace work;
    private final RollUpScope scope;
    private final String instance;
    /** Read once: a database can have thousands. */
    private List<KeyValue<String, Tracked>> members = List.of();

    RollUpDesk(Workspace work, InstanceId instance, RollUpScope scope) {
        this.work = work;
        this.scope = scope;
        this.instance = instance.value() + "/";
    }

    /** Whether any is told now: then their figures change with every reading. */
    boolean active() {
        return rollUps().stream().anyMatch(entry -> entry.value.holding());
    }

    RollUps.Plan plan() {
        members = work.findings.startingWith(instance + scope.members()).stream()
                .filter(entry -> !entry.value.scope().equals(scope.rollUps()))
                .toList();
        List<Member> unresolved = members.stream()
                .map(entry -> entry.value)
                .filter(tracked -> tracked.finding().state() != FindingState.RESOLVED)
                .map(tracked -> new Member(
                        tracked.finding(),
                        tracked.levels(),
                        tracked.holding(),
                        tracked.object(),
                        scope.root().apply(tracked.scope())))
                .toList();
        List<Finding> before = rollUps().stream()
                .map(entry -> entry.value.finding())
                .filter(finding -> finding.state() != FindingState.RESOLVED)
                .toList();
        return RollUps.plan(unresolved, before);
    }

    /**
     * Notes which of those that were planned is told by which.
     *
     * @param takeBack for each that stood for itself until now
     * @return keys of those to look at again
     */
    List<String> cover(RollUps.Plan plan, Consumer<Tracked> takeBack) {
        List<String> changed = new ArrayList<>();
        for (KeyValue<String, Tracked> entry : members) {
            Tracked tracked = entry.value;
            FindingId by = plan.covered().get(tracked.finding().id());
            if (Objects.equals(by, tracked.rolledUpBy())) {
                continue;
            }
            if (by != null) {
                takeBack.accept(tracked);
            }
            work.findings.put(
                    entry.key,
                    by == null ? tracked.rolledUp(null) : tracked.rolledUp(by).untold());
            changed.add(entry.key);
        }
        return changed;
    }

    /** What the roll-ups say, for every rule: of those not mentioned the condition is gone. */
    static List<Finds> finds(RollUps.Plan plan, List<Rule> rules) {
        return rules.stream()
                .map(rule -> new Finds(
                        rule.info(),
                        plan.rollUps().stream()
                                .filter(rollUp ->
                                        rollUp.rule().equals(rule.info().id()))
                                .map(RollUp::verdict)
                                .toList(),
                        null))
                .toList();
    }

    private List<KeyValue<String, Tracked>> rollUps() {
        return work.findings.startingWith(instance + scope.rollUps() + "/");
    }
}
