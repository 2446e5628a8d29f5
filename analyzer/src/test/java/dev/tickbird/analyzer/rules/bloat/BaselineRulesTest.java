package dev.tickbird.analyzer.rules.bloat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickbird.analyzer.Sketch;
import dev.tickbird.analyzer.rule.Baseline;
import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules make of a baseline, and of none. */
class BaselineRulesTest {
    private static final long INDEX = 20_001;
    private static final int BUILT = 3_000;

    private final Sketch table = new Sketch();

    @Test
    void anIndexIsJudgedByItsBaseline_andSaysSo() {
        Baselines learnt = built("btree");
        table.index(INDEX, "btree", 1, 9_000, 1_000_000);

        Verdict.Problem problem = problem(new IndexBloat(), learnt);

        assertThat(percent(problem)).isCloseTo(100.0 * (9_000 - BUILT) / 9_000, within(0.1));
        assertThat(problem.explanation()).contains("when it was built last");
        assertThat(problem.action()).isNotNull();
        table.index(INDEX, "btree", 1, 30_000, 1_000_000);
        assertThat(problem(new IndexBloat(), Baselines.NONE).explanation()).contains("statistics of its columns");
    }

    @Test
    void aBaselineGrowsWithTheRows() {
        Baselines learnt = built("btree");
        table.index(INDEX, "btree", 1, BUILT * 3, 1_000_000);
        table.rows = 3_000_000;

        assertThat(said(new IndexBloat(), learnt)).isEmpty();
    }

    @Test
    void theModelDecidesOnceTheStatisticsMoved() {
        Baselines learnt = built("btree");
        table.index(INDEX, "btree", 1, 9_000, 1_000_000);
        table.width = 70;

        assertThat(said(new IndexBloat(), learnt))
                .allSatisfy(verdict ->
                        assertThat(((Verdict.Problem) verdict).explanation()).doesNotContain("when it was built last"));
    }

    /** The leaves of a random key settle at 70 % where a build fills them to 90 %. */
    @Test
    void aRandomKeyThatGrewBackIsNotRebuiltAgain() {
        Baselines learnt = built("btree");
        for (double fill = 0.9; fill >= 0.66; fill -= 0.02) {
            table.index(INDEX, "btree", 1, Math.round(BUILT * 0.9 / fill), 1_000_000);
            assertThat(said(new IndexBloat(), learnt)).as("fill " + fill).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"gin, 90, about", "gist, 80, at least", "spgist, 80, at least", "hash, 87.5, at least"})
    void ofOtherAccessMethodsNothingIsSaidWithoutABaseline(String method, double percent, String how) {
        Baselines learnt = built(method);
        table.index(INDEX, method, 1, 30_000, 1_000_000);

        assertThat(said(new IndexBloat(), Baselines.NONE)).isEmpty();
        Verdict.Problem problem = problem(new IndexBloat(), learnt);
        assertThat(percent(problem)).isCloseTo(percent, within(0.1));
        assertThat(problem.title()).contains(how);
        assertThat(problem.action())
                .as("pgstatindex, which confirms before a rebuild, reads B-trees alone")
                .isNull();
    }

    @Test
    void aHeapIsJudgedByItsBaseline() {
        Baselines learnt = new Baselines(
                Map.of(Baselines.HEAP, Baseline.ofHeap(table.table()).orElseThrow()));
        table.heapPages *= 4;

        Verdict.Problem problem = problem(new TableBloat(), learnt);

        assertThat(percent(problem)).isCloseTo(75, within(0.1));
        assertThat(problem.explanation()).contains("when it was built last");
        table.width = 120;
        assertThat(percent(problem(new TableBloat(), learnt)))
                .as("rows that became longer: the model knows")
                .isBetween(45.0, 55.0);
    }

    @Test
    void toastIsAtLeastAsBloatedAsItsChunksProve() {
        table.toast(100_000, 200_000);

        Verdict.Problem problem = problem(new ToastBloat(), Baselines.NONE);

        assertThat(percent(problem)).isCloseTo(50, within(0.1));
        assertThat(problem.title()).contains("at least 50 %");
    }

    @Test
    void shortChunksAreNoBloat_norWhatNobodyCounted() {
        table.toast(100_000, 800_000);
        assertThat(said(new ToastBloat(), Baselines.NONE)).isEmpty();
        table.toast(100_000, -1);
        assertThat(said(new ToastBloat(), Baselines.NONE)).isEmpty();
    }

    @Test
    void toastIsJudgedByItsBaseline_whileValuesAreAsLongAsThen() {
        table.toast(50_000, 400_000);
        Baselines learnt = new Baselines(
                Map.of(Baselines.TOAST, Baseline.ofToast(table.table()).orElseThrow()));
        table.toast(100_000, 400_000);
        Verdict.Problem problem = problem(new ToastBloat(), learnt);
        assertThat(percent(problem)).isCloseTo(50, within(0.1));
        assertThat(problem.title()).contains("about 50 %");

        table.toast(100_000, 600_000);
        assertThat(said(new ToastBloat(), learnt))
                .as("more chunks for each row: longer values")
                .isEmpty();
    }

    private Baselines built(String method) {
        table.index(INDEX, method, 1, BUILT, 1_000_000);
        return new Baselines(Map.of(
                INDEX, Baseline.ofIndex(table.table(), table.indexes.getFirst()).orElseThrow()));
    }

    private List<Verdict> said(Rule.OfTable rule, Baselines baselines) {
        return rule.evaluate(table.seen(baselines), Thresholds.defaults(rule.info()));
    }

    private Verdict.Problem problem(Rule.OfTable rule, Baselines baselines) {
        List<Verdict> said = said(rule, baselines);
        assertThat(said).singleElement().isInstanceOf(Verdict.Problem.class);
        return (Verdict.Problem) said.getFirst();
    }

    private static double percent(Verdict.Problem problem) {
        return problem.evidence().getFirst().value().doubleValue();
    }
}
