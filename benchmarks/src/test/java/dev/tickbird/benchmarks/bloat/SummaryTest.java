package dev.tickbird.benchmarks.bloat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.benchmarks.bloat.Measurement.Kind;
import dev.tickbird.benchmarks.bloat.Measuring.Measured;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void nineOfTenErrorsAreAtMostP90() {
        Summary summary = Summary.of(IntStream.rangeClosed(1, 20).mapToDouble(i -> 21 - i));

        assertThat(summary).isEqualTo(new Summary(20, 10.5, 18, 20));
    }

    @Test
    void oneErrorIsItsOwnSummary() {
        assertThat(Summary.of(DoubleStream.of(3))).isEqualTo(new Summary(1, 3, 3, 3));
        assertThat(Summary.of(DoubleStream.empty())).isEqualTo(new Summary(0, 0, 0, 0));
    }

    @Test
    void aRebuildThatNeedsMoreGaveNothingBack() {
        assertThat(Measurement.freed(200, 50)).isEqualTo(75);
        assertThat(Measurement.freed(200, 220)).isZero();
        assertThat(Measurement.freed(0, 0)).isZero();
    }

    @Test
    void whatTheModelRefusesIsListedAndDoesNotCount() {
        List<String> lines = Report.lines(
                18,
                60_000,
                new Measured(
                        List.of(
                                new Measurement(
                                        Kind.HEAP, "told", 100, 50, 48.0, null, Map.of(Method.PGSTATTUPLE, 10.0)),
                                new Measurement(
                                        Kind.HEAP,
                                        "untold",
                                        100,
                                        50,
                                        null,
                                        "never counted",
                                        Map.of(Method.PGSTATTUPLE, 20.0, Method.IOGUIX_HEAP, 49.0))),
                        List.of()));

        assertThat(lines)
                .contains(
                        "| told | 100 | 50.0 | 48.0 | 2.0 | 10.0 | none | none | none |",
                        "| untold | 100 | 50.0 | refused |  | 20.0 | none | 49.0 | none |",
                        "| model | 1 | 1 | 2.0 | 2.0 | 2.0 |",
                        "| pgstattuple | 2 | 0 | 35.0 | 40.0 | 40.0 |",
                        "| ioguix | 1 | 1 | 1.0 | 1.0 | 1.0 |",
                        "- refused `untold`: never counted");
    }
}
