package dev.tickbird.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeededTest {

    @Test
    void namesTheSeedThatFails() {
        assertThatThrownBy(() -> Seeded.cases(
                        50, random -> assertThat(random.nextInt(10)).isLessThan(9)))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)seed \\d+ \\(-Dtickbird.seed=\\d+\\): .*");
    }

    @Test
    void aSeedGivesTheSameCaseAgain() {
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();
        Seeded.cases(20, random -> first.add(random.nextLong()));
        Seeded.cases(20, random -> second.add(random.nextLong()));
        assertThat(second).isEqualTo(first).doesNotHaveDuplicates();
    }
}
