package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rules.index.PlanCheck.Result;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;
import java.util.ArrayList;
import java.util.List;

/** What is told of the planner's answer. */
final class PlanWords {
    private PlanWords() {}

    /** A sentence, with a space before it. */
    static String of(Result plan) {
        return switch (plan) {
            case Result.Confirmed confirmed ->
                " The planner was asked: with the index, which HypoPG made it believe in, it would use it.";
            case Result.Refuted() -> " The planner was asked and would not use the index.";
            case Result.Unchecked unchecked
            when unchecked.reason() == null -> " The planner has not been asked about the index yet.";
            case Result.Unchecked(boolean readsWhole, String reason, String fix) ->
                (readsWhole ? " The planner reads the whole table for them today. " : " ")
                        + "That it would use the index is not checked: " + reason
                        + (fix == null ? "" : " What helps: " + fix + ".");
        };
    }

    static List<Measure> evidence(Result plan) {
        List<Measure> measures = new ArrayList<>();
        if (plan instanceof Result.Confirmed(double now, double with, Long bytes)) {
            measures.add(Measure.of("plan.cost", Math.round(now), Unit.COUNT));
            measures.add(Measure.of("plan.cost-with-index", Math.round(with), Unit.COUNT));
            if (bytes != null) {
                measures.add(Measure.of("index.estimated-size", bytes, Unit.BYTES));
            }
        }
        return measures;
    }
}
