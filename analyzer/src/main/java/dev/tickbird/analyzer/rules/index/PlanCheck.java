package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rules.index.IndexCandidates.Candidate;
import dev.tickbird.analyzer.workload.TableUse;
import dev.tickbird.schemas.plan.PlanAccess;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanAnswer.Cost;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.wire.CanonicalJson;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the planner about a candidate, and reads its answer. */
final class PlanCheck {
    private final TableCase facts;
    private final Columns columns;
    private final double gain;

    /** The gain is the share of the cost that the index must save. */
    PlanCheck(TableCase facts, double gain) {
        this.facts = facts;
        this.columns = new Columns(facts);
        this.gain = gain;
    }

    /** What the planner's answer makes of a candidate. */
    sealed interface Result {
        /** It would be used, and saves enough. */
        record Confirmed(double now, double with, @Nullable Long bytes) implements Result {}

        /** It would not be used, would save little, or the table is not read whole for it even now. */
        record Refuted() implements Result {}

        /**
         * Nobody knows.
         *
         * @param readsWhole whether the planner said at least that it reads the whole table today
         * @param reason null while the question is open
         */
        record Unchecked(
                boolean readsWhole,
                @Nullable String reason,
                @Nullable String fix) implements Result {}
    }

    /** Empty where nothing of what it serves can be asked about. */
    Optional<PlanQuestion> question(Candidate candidate) {
        List<PlanAccess> accesses = List.copyOf(weights(candidate).keySet());
        if (accesses.isEmpty()) {
            return Optional.empty();
        }
        String id = PlanQuestion.id(
                facts.instance().instance(),
                facts.databaseOid(),
                facts.table().oid(),
                definition(),
                candidate.columns(),
                accesses);
        return Optional.of(new PlanQuestion(
                id,
                facts.instance().instance(),
                facts.database(),
                facts.databaseOid(),
                facts.table().oid(),
                facts.table().schema(),
                facts.table().name(),
                candidate.columns(),
                accesses,
                facts.at()));
    }

    Result result(Candidate candidate) {
        PlanAnswer answer = question(candidate)
                .map(question -> facts.answers().get(question.id()))
                .orElse(null);
        if (answer == null) {
            return new Result.Unchecked(false, null, null);
        }
        List<Double> calls = List.copyOf(weights(candidate).values());
        return switch (answer.how()) {
            case UNKNOWN -> new Result.Unchecked(false, answer.reason(), answer.fix());
            case GENERIC_PLAN -> today(answer);
            case HYPOPG -> then(answer, calls);
        };
    }

    /** Without the index nothing can be confirmed; but what is served already needs none. */
    private Result today(PlanAnswer answer) {
        boolean served =
                answer.costs().stream().allMatch(cost -> !cost.readsWhole() && cost.now() <= (1 - gain) * cost.whole());
        return served && !answer.costs().isEmpty()
                ? new Result.Refuted()
                : new Result.Unchecked(
                        answer.costs().stream().anyMatch(Cost::readsWhole), answer.reason(), answer.fix());
    }

    private Result then(PlanAnswer answer, List<Double> calls) {
        double now = 0;
        double with = 0;
        boolean used = false;
        for (int i = 0; i < Math.min(calls.size(), answer.costs().size()); i++) {
            Cost cost = answer.costs().get(i);
            now += calls.get(i) * cost.now();
            with += calls.get(i) * (cost.with() == null ? cost.now() : cost.with());
            used |= cost.usesIndex();
        }
        double all = calls.stream().mapToDouble(Double::doubleValue).sum();
        return used && with <= (1 - gain) * now
                ? new Result.Confirmed(now / all, with / all, answer.indexBytes())
                : new Result.Refuted();
    }

    /**
     * What statements do with the table, each once, with the calls of all that do it: those that take the most time, in an order that
     * does not change with it, so that the question stays the same.
     */
    private Map<PlanAccess, Double> weights(Candidate candidate) {
        Map<PlanAccess, Double> weights = new HashMap<>();
        candidate.served().stream()
                .sorted(Comparator.comparingDouble(TableUse::millis).reversed())
                .forEach(use -> PlanAccesses.of(use, columns)
                        .filter(access -> weights.containsKey(access) || weights.size() < PlanQuestion.MOST_ACCESSES)
                        .ifPresent(access -> weights.merge(access, use.calls(), Double::sum)));
        Map<PlanAccess, Double> sorted = new TreeMap<>(Comparator.comparing(CanonicalJson::digest));
        sorted.putAll(weights);
        return sorted;
    }

    /** What else a plan rests on and a person may change. */
    private String definition() {
        Stream<String> types = facts.table().columns().stream().map(ColumnDocument::type);
        Stream<String> indexes = facts.table().indexes().stream()
                .map(index -> index.valid() + index.definitionHash())
                .sorted();
        return Stream.concat(types, indexes).collect(Collectors.joining("/"));
    }
}
