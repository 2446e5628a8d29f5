package dev.tickbird.analyzer.rules.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.rule.IndexDelta;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the rules on the use of indexes say after weeks, which no test waits for. */
class IndexUseRulesTest {
    private static final IndexDocument INDEX = Facts.index(2, "i", 5, 2);
    private static final Duration WINDOW = Duration.ofMinutes(5);

    @Test
    void tellsOfAnIndexThatIsWrittenAndHardlyRead() {
        Thresholds anySize = defaults(new WriteOnlyIndex()).with("min-bytes", "0");

        assertThat(said(new WriteOnlyIndex(), anySize, use(100, 10_000, 36, null, null)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.title()).isEqualTo("i is written, and hardly read"));
        assertThat(said(new WriteOnlyIndex(), anySize, use(101, 10_000, 36, null, null)))
                .as("more than 1 %")
                .isEmpty();
        assertThat(said(new WriteOnlyIndex(), anySize, use(0, 10_000, 36, null, null)))
                .as("index.unused says it")
                .isEmpty();
        assertThat(said(new WriteOnlyIndex(), anySize, use(1, 10_000, 34, null, null)))
                .as("too young")
                .isEmpty();
        assertThat(said(new WriteOnlyIndex(), defaults(new WriteOnlyIndex()), use(1, 10_000, 36, null, null)))
                .as("too small")
                .isEmpty();
    }

    @Test
    void tellsOfAnIndexThatIsBack() {
        assertThat(said(new RecreatedIndex(), use(0, 0, 1, null, "old_name")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.explanation()).contains("under the name old_name"));
        assertThat(said(new RecreatedIndex(), use(0, 0, 1, null, null))).isEmpty();
    }

    @Test
    void readsTheHitRatioOfOneWindow() {
        Thresholds critical = defaults(new IndexHitRatio()).with("critical-object", "1");
        IndexUse bad = use(1, 1, 1, new IndexDelta(WINDOW, 100, 60, 7_900, 16_000), null);
        IndexUse few = use(1, 1, 1, new IndexDelta(WINDOW, 100, 60, 9_000, 999), null);
        IndexUse good = use(1, 1, 1, new IndexDelta(WINDOW, 100, 60, 1_000, 9_001), null);

        assertThat(said(new IndexHitRatio(), bad).getFirst().worst()).isEqualTo(Severity.INFO);
        Verdict.Problem worst = said(new IndexHitRatio(), critical, bad).getFirst();
        assertThat(worst.worst()).isEqualTo(Severity.EMERGENCY);
        assertThat(worst.levels()).allMatch(level -> level.after().equals(Duration.ofMinutes(30)));
        assertThat(worst.explanation()).contains("60 % led to a row");
        assertThat(said(new IndexHitRatio(), critical, few))
                .as("too few blocks")
                .isEmpty();
        assertThat(said(new IndexHitRatio(), critical, good)).isEmpty();
        assertThat(said(new IndexHitRatio(), critical, use(1, 1, 1, null, null)))
                .isEmpty();
    }

    @Test
    void comparesTheIndexesWithTheTable() {
        IndexDataRatio rule = new IndexDataRatio();
        Thresholds small = defaults(rule).with("min-bytes", "1").with("ratio", "0.01");

        assertThat(said(rule, small, use(0, 0, 1, null, null)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("i (", "used 5 times"));
        assertThat(said(rule, use(0, 0, 1, null, null))).isEmpty();
        assertThat(said(rule, small.with("ratio", "1000"), use(0, 0, 1, null, null)))
                .isEmpty();
    }

    @Test
    void readsNamesOnlyWhereAPatternIsSet() {
        IndexNaming rule = new IndexNaming();

        assertThat(said(rule, use(0, 0, 1, null, null))).isEmpty();
        assertThat(said(rule, defaults(rule).with("name", ".*_idx"), use(0, 0, 1, null, null)))
                .hasSize(1);
        assertThat(said(rule, defaults(rule).with("name", "[a-z]"), use(0, 0, 1, null, null)))
                .isEmpty();
    }

    private static IndexUse use(
            long uses, long writes, int days, @Nullable IndexDelta delta, @Nullable String droppedAs) {
        return new IndexUse(
                uses, writes, Facts.NOON.minus(Duration.ofDays(days)), uses, null, INDEX.sizeBytes(), delta, droppedAs);
    }

    private static Thresholds defaults(Rule rule) {
        return Thresholds.defaults(rule.info());
    }

    private static List<Verdict.Problem> said(Rule.OfTable rule, IndexUse use) {
        return said(rule, defaults(rule), use);
    }

    private static List<Verdict.Problem> said(Rule.OfTable rule, Thresholds thresholds, IndexUse use) {
        return rule.evaluate(facts(use), thresholds).stream()
                .filter(verdict -> !verdict.subject().label().contains("pkey"))
                .map(verdict -> (Verdict.Problem) verdict)
                .toList();
    }

    private static TableCase facts(IndexUse use) {
        return Facts.tableCase(Facts.table(1, "t", Facts.counters(100_000, 0), INDEX), Map.of(INDEX.oid(), use));
    }
}
