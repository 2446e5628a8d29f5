package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.ActionsCase;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.OpenAction;
import dev.tickbird.schemas.execution.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The approved actions of an instance that have not ended: followed by their outcomes, held against the time by ticks. */
final class OpenActions {
    private OpenActions() {}

    /** By id, after another outcome. What is said again of a state does not make it younger. */
    static Map<String, OpenAction> after(Map<String, OpenAction> known, Outcome outcome) {
        Map<String, OpenAction> open = new TreeMap<>(known);
        String id = outcome.action().value();
        if (outcome.state().terminal()) {
            open.remove(id);
            return open;
        }
        OpenAction before = open.get(id);
        Instant since = before == null || before.state() != outcome.state() ? outcome.at() : before.since();
        String what = String.valueOf(outcome.what().type()).replace('-', ' ') + " " + outcome.object();
        open.put(id, new OpenAction(what, outcome.state(), since, outcome.reason(), outcome.lookAgainAt()));
        return open;
    }

    /** What the rules say of them now. */
    static void judge(InstanceState.Draft instance, Workspace work, Evaluator evaluator) {
        List<OpenAction> open = new ArrayList<>(instance.actions.values());
        open.addAll(new AwaitedProposals(work, instance).waiting());
        ActionsCase facts = new ActionsCase(Views.of(instance, work), work.at(), open);
        new FindingsDesk(work, instance)
                .apply(
                        Scopes.ACTIONS,
                        evaluator.actions(facts),
                        Views.intervals(instance).canary());
    }
}
