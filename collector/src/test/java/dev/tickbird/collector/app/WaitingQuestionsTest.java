package dev.tickbird.collector.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.plan.PlanAccess;
import dev.tickbird.schemas.plan.PlanAccess.Comparison;
import dev.tickbird.schemas.plan.PlanQuestion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingQuestionsTest {
    private final WaitingQuestions questions = new WaitingQuestions();

    @Test
    void aQuestionWaitsOnce_andComesAgainWhenItWasTaken() {
        assertThat(questions.admits(question(1))).isTrue();
        assertThat(questions.admits(question(1))).isFalse();
        questions.taken(question(1));
        assertThat(questions.admits(question(1))).isTrue();
    }

    @Test
    void aFloodIsDropped() {
        for (int i = 0; i < WaitingQuestions.MOST; i++) {
            assertThat(questions.admits(question(i))).isTrue();
        }
        assertThat(questions.admits(question(1000))).isFalse();
        questions.taken(question(7));
        assertThat(questions.admits(question(1000))).isTrue();
    }

    private static PlanQuestion question(int number) {
        return new PlanQuestion(
                "qst_%032d".formatted(number),
                InstanceId.of("orders"),
                "app",
                1,
                2,
                "public",
                "orders",
                List.of(IndexColumn.ascending("a")),
                List.of(new PlanAccess(List.of(new PlanAccess.Condition("a", Comparison.EQUAL)), List.of(), null)),
                Instant.EPOCH);
    }
}
