package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.wire.Topic;
import java.util.List;
import java.util.Map;

/** Questions to planners and their answers. */
final class PlanDesk {
    private PlanDesk() {}

    /** What is known of a table; the key is that of its history. */
    static Map<String, PlanAnswer> answers(String table, Workspace work) {
        PlanMemory known = work.plans.get(table);
        return known == null ? Map.of() : known.answers();
    }

    /** Asks what is not known, or not known any more. */
    static void ask(String table, List<PlanQuestion> wanted, Workspace work) {
        PlanMemory known = work.plans.get(table);
        if (known == null && wanted.isEmpty()) {
            return;
        }
        PlanMemory.Turn turn = (known == null ? PlanMemory.EMPTY : known).wanting(wanted, work.at());
        if (turn.memory().asked().isEmpty()) {
            work.plans.delete(table);
        } else if (!turn.memory().equals(known)) {
            work.plans.put(table, turn.memory());
        }
        turn.questions()
                .forEach(question ->
                        work.emit(Topic.QUESTIONS, question.instance().value(), question));
    }

    /** The table is judged with it when it is read next. */
    static void heard(PlanAnswer answer, Workspace work) {
        String table = answer.instance().value() + "/" + answer.databaseOid() + "/" + answer.tableOid();
        PlanMemory known = work.plans.get(table);
        if (known != null) {
            work.plans.put(table, known.with(answer));
        }
    }
}
