package dev.tickbird.collector.app;

import dev.tickbird.schemas.plan.PlanQuestion;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The questions to one server's planner that wait for their turn, each once. Whoever may write questions could write many: those beyond
 * a number are dropped, and the analyzer asks again. Safe for use by many threads.
 */
final class WaitingQuestions {
    static final int MOST = 50;

    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    /** Whether it is to be queued. */
    boolean admits(PlanQuestion question) {
        return waiting.size() < MOST && waiting.add(question.id());
    }

    void taken(PlanQuestion question) {
        waiting.remove(question.id());
    }
}
