package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies the rules of a set to facts, with the thresholds of their scope. Pure; the stream and {@code check} share it. */
public final class Evaluator {
    private final RuleSet rules;

    public Evaluator(RuleSet rules) {
        this.rules = rules;
    }

    public RuleSet rules() {
        return rules;
    }

    public List<Finds> table(TableCase facts) {
        String table = facts.table().schema() + "." + facts.table().name();
        return rules.evaluate(
                Rule.OfTable.class,
                scope(facts.instance(), facts.database(), table),
                (rule, thresholds) -> rule.evaluate(facts, thresholds).stream()
                        .filter(verdict -> !OptOuts.of(facts, rule.info(), verdict))
                        .toList());
    }

    public List<Finds> sequence(SequenceCase facts) {
        return rules.evaluate(
                Rule.OfSequence.class,
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

    public List<Finds> silence(SilenceCase facts) {
        return rules.evaluate(
                Rule.OfSilence.class,
                scope(facts.instance(), null, null),
                (rule, thresholds) -> rule.evaluate(facts, thresholds));
    }

    private static Scope scope(InstanceView instance, @Nullable String database, @Nullable String table) {
        TargetSpec target = instance.target();
        return new Scope(instance.instance(), target == null ? Map.of() : target.tags(), database, table);
    }
}
