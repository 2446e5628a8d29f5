package dev.tickbird.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void aYesGoesOn() {
        Question.ask(person(true), "Approve exactly this?", false);
        assertThat(asked).containsExactly("Approve exactly this?");
    }

    @Test
    void anythingElseEndsTheCommand() {
        assertThatThrownBy(() -> Question.ask(person(false), "Approve exactly this?", false))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(Problem.REFUSED))
                .hasMessage("nothing was done");
    }

    @Test
    void aYesGivenBeforeIsNotAskedAgain() {
        Question.ask(nobody(), "Approve exactly this?", true);
        assertThat(asked).isEmpty();
    }

    @Test
    void whereNobodySitsNothingIsAskedAndNothingIsDone() {
        assertThatThrownBy(() -> Question.ask(nobody(), "Approve exactly this?", false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("--yes");
        assertThatThrownBy(() -> Question.secret(nobody(), "Token"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("--token-file");
        assertThat(asked).isEmpty();
    }

    private Terminal person(boolean answer) {
        return new Told(true, answer);
    }

    private Terminal nobody() {
        return new Told(false, false);
    }

    private final class Told implements Terminal {
        private final boolean attended;
        private final boolean answer;

        private Told(boolean attended, boolean answer) {
            this.attended = attended;
            this.answer = answer;
        }

        @Override
        public boolean attended() {
            return attended;
        }

        @Override
        public boolean confirm(String question) {
            asked.add(question);
            return answer;
        }

        @Override
        public String secret(String question) {
            asked.add(question);
            return "";
        }
    }
}
