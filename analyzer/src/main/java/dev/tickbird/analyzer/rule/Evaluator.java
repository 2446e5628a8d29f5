package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.fleet.SettingsBaseline;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.plan.PlanQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies the rules of a set to facts, with the thresholds of their scope. Pure; the stream and {@code check} share it. */
public final class Evaluator {
    private final RuleSet rules;
    private final List<SettingsBaseline> baselines;

    public Evaluator(RuleSet rules) {
        this(rules, List.of());
    }

    /** The baselines say what the settings should be; later ones win. */
    public Evaluator(RuleSet rules, List<SettingsBaseline> baselines) {
        this.rules = rules;
        this.baselines = List.copyOf(baselines);
    }

    public RuleSet rules() {
        return rules;
    }

    public List<Finds> table(TableCase facts) {
        return rules.evaluate(
                Rule.OfTable.class,
                tableScope(facts),
                (rule, thresholds) -> OptOuts.heeded(facts, rule.info(), rule.evaluate(facts, thresholds)));
    }

    /** What the rules want the planner to be asked about a table. */
    public List<PlanQuestion> questions(TableCase facts) {
        List<PlanQuestion> questions = new ArrayList<>();
        Scope scope = tableScope(facts);
        for (Rule rule : rules.rules()) {
            if (rule instanceof Rule.Asking asking) {
                rules.thresholds(rule.info(), scope)
                        .ifPresent(thresholds -> questions.addAll(questions(asking, facts, thresholds)));
            }
        }
        return questions;
    }

    /** A rule that fails says so where it is evaluated. */
    private static List<PlanQuestion> questions(Rule.Asking rule, TableCase facts, Thresholds thresholds) {
        try {
            return rule.questions(facts, thresholds);
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private static Scope tableScope(TableCase facts) {
        String table = facts.table().schema() + "." + facts.table().name();
        return scope(facts.instance(), facts.database(), table);
    }

    public List<Finds> sequence(SequenceCase facts) {
        return rules.evaluate(
                Rule.OfSequence.class,
                scope(facts.instance(), facts.database(), null),
                (rule, thresholds) -> rule.evaluate(facts, thresholds));
    }

    public List<Finds> database(DatabaseCase facts) {
        return rules.evaluate(
                Rule.OfDatabase.class,
                scope(facts.instance(), facts.database(), null),
                (rule, thresholds) -> rule.evaluate(facts, thresholds));
    }

    public List<Finds> statements(StatementsCase facts) {
        return rules.evaluate(
                Rule.OfStatements.class,
                scope(facts.instance(), null, null),
                (rule, thresholds) -> rule.evaluate(facts, thresholds));
    }

    public List<Finds> activity(ActivityCase facts) {
        return rules.evaluate(
                Rule.OfActivity.class,
                scope(facts.instance(), null, null),
                (rule, thresholds) -> rule.evaluate(facts, thresholds));
    }

    public List<Finds> instance(InstanceCase facts) {
        return rules.evaluate(
                Rule.OfInstance.class,
                scope(facts.instance(), null, null),
                (rule, thresholds) -> rule.evaluate(facts, thresholds));
    }

    public List<Finds> facts(FactsCase facts) {
        Scope scope = scope(facts.instance(), null, null);
        FactsCase whole = facts.expecting(expected(scope));
        return rules.evaluate(Rule.OfFacts.class, scope, (rule, thresholds) -> rule.evaluate(whole, thresholds));
    }

    private Map<String, String> expected(Scope scope) {
        Map<String, String> settings = new HashMap<>();
        baselines.stream()
                .filter(baseline -> scope.within(baseline.instances(), baseline.tags()))
                .forEach(baseline -> settings.putAll(baseline.values()));
        return settings;
    }

    public List<Finds> silence(SilenceCase facts) {
        return rules.evaluate(
                Rule.OfSilence.class,
                scope(facts.instance(), null, null),
                (rule, thresholds) -> rule.evaluate(facts, thresholds));
    }

    public List<Finds> actions(ActionsCase facts) {
        return rules.evaluate(
                Rule.OfActions.class,
                scope(facts.instance(), null, null),
                (rule, thresholds) -> rule.evaluate(facts, thresholds));
    }

    public List<Finds> followed(FollowedCase facts) {
        return rules.evaluate(
                Rule.OfFollowed.class,
                scope(facts.instance(), null, null),
                (rule, thresholds) -> rule.evaluate(facts, thresholds));
    }

    public List<Finds> schedule(ScheduleCase facts) {
        return rules.evaluate(
                Rule.OfSchedule.class,
                scope(facts.instance(), null, null),
                (rule, thresholds) -> rule.evaluate(facts, thresholds));
    }

    /** For how long the effect of an action is added up there; zero where nobody asks. */
    public Duration follows(InstanceView instance) {
        Scope scope = scope(instance, null, null);
        Duration longest = Duration.ZERO;
        for (Rule rule : rules.rules()) {
            if (rule instanceof Rule.OfFollowed follower) {
                Duration asked = rules.thresholds(rule.info(), scope)
                        .map(follower::follows)
                        .orElse(Duration.ZERO);
                longest = asked.compareTo(longest) > 0 ? asked : longest;
            }
        }
        return longest;
    }

    private static Scope scope(InstanceView instance, @Nullable String database, @Nullable String table) {
        TargetSpec target = instance.target();
        return new Scope(instance.instance(), target == null ? Map.of() : target.tags(), database, table);
    }
}
