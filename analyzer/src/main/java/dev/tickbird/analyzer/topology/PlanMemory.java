package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the planner was asked about one table, by the questions' ids. What was answered is asked again after a day, what was not
 * after an hour, and what nobody wants to know any more is forgotten.
 */
public record PlanMemory(Map<String, Asked> asked) {
    static final PlanMemory EMPTY = new PlanMemory(Map.of());
    private static final Duration UNANSWERED = Duration.ofHours(1);
    private static final Duration ANSWERED = Duration.ofDays(1);
    private static final Duration FORGOTTEN = Duration.ofDays(2);

    public PlanMemory {
        asked = Immutable.map(asked);
    }

    /**
     * One question.
     *
     * @param at when it was asked last
     * @param answer the newest; null while there is none
     */
    public record Asked(Instant at, @Nullable PlanAnswer answer) {
        private boolean due(Instant now) {
            return !now.isBefore(at.plus(answer == null ? UNANSWERED : ANSWERED));
        }
    }

    /** What is remembered now, and what is to be asked. */
    record Turn(PlanMemory memory, List<PlanQuestion> questions) {}

    Turn wanting(List<PlanQuestion> wanted, Instant now) {
        Map<String, Asked> changed = new TreeMap<>(asked);
        List<PlanQuestion> due = new ArrayList<>();
        for (PlanQuestion question : wanted) {
            Asked known = changed.get(question.id());
            if (known == null || known.due(now)) {
                changed.put(question.id(), new Asked(now, known == null ? null : known.answer()));
                due.add(question);
            }
        }
        changed.values().removeIf(each -> !now.isBefore(each.at().plus(FORGOTTEN)));
        return new Turn(new PlanMemory(changed), due);
    }

    /** The same with an answer; one to what was never asked is left out. */
    PlanMemory with(PlanAnswer answer) {
        Asked known = asked.get(answer.question());
        if (known == null) {
            return this;
        }
        Map<String, Asked> changed = new TreeMap<>(asked);
        changed.put(answer.question(), new Asked(known.at(), answer));
        return new PlanMemory(changed);
    }

    Map<String, PlanAnswer> answers() {
        Map<String, PlanAnswer> answers = new HashMap<>();
        asked.forEach((id, each) -> {
            PlanAnswer answer = each.answer();
            if (answer != null) {
                answers.put(id, answer);
            }
        });
        return answers;
    }
}
