package dev.tickbird.analyzer.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.Sketch;
import dev.tickbird.analyzer.rule.Baseline;
import dev.tickbird.analyzer.rule.Baselines;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a relation's build is noticed, and what is learnt from it. */
class BuildsTest {
    private static final int EPOCH = 1;
    private static final long INDEX = 20_001;

    private final Sketch table = new Sketch().index(INDEX, "btree", 20_001, 9_000, 1_000_000);
    private Instant now = Facts.NOON;
    private TableHistory history = TableHistory.after(null, table.table(), now, EPOCH);

    @Test
    void learnsNothingFromATableThatItSeesForTheFirstTime_norWithoutABuild() {
        assertThat(learnt()).isEmpty();
        table.written += 1000;
        read();
        assertThat(learnt()).isEmpty();
    }

    @Test
    void learnsWhatAnIndexTakesAfterARebuild() {
        table.index(INDEX, "btree", 30_000, 3_000, 1_000_000);
        read();
        assertThat(learnt()).containsOnlyKeys(INDEX);
        assertThat(bytesPerRow(INDEX)).isCloseTo(3_000 * 8192 / 1e6, within(0.01));
    }

    @Test
    void learnsTheHeapAndItsIndexesAfterAVacuumFull() {
        table.heapFile = 30_001;
        table.heapPages = 5_000;
        table.index(INDEX, "btree", 30_002, 3_000, 1_000_000);
        read();
        assertThat(learnt()).containsOnlyKeys(Baselines.HEAP, INDEX);
        assertThat(bytesPerRow(Baselines.HEAP)).isCloseTo(5_000 * 8192 / 1e6, within(0.01));
    }

    @Test
    void learnsAnIndexThatIsThereForTheFirstTime() {
        table.index(30_000, "gist", 30_000, 4_000, 1_000_000);
        read();
        assertThat(learnt()).containsOnlyKeys(30_000L);
    }

    @Test
    void aRebuildConcurrentlyIsAnotherIndex() {
        table.indexes.clear();
        table.index(30_000, "btree", 30_000, 3_000, 1_000_000);
        read();
        assertThat(learnt()).containsOnlyKeys(30_000L);
    }

    @Test
    void anIndexOfAnotherDefinitionLearnsForItself() {
        table.index(INDEX, "btree", 30_000, 3_000, 1_000_000);
        read();
        table.indexes.clear();
        table.index(40_000, "hash", 40_000, 4_100, 1_000_000);
        read();
        assertThat(learnt()).containsOnlyKeys(40_000L);
        assertThat(bytesPerRow(40_000)).isCloseTo(4_100 * 8192 / 1e6, within(0.01));
    }

    @Test
    void doesNotLearnFromACopyInAnotherTablespace() {
        table.index(INDEX, "btree", 30_000, 9_000, 1_000_000);
        table.heapFile = 30_001;
        read();
        table.index(INDEX, "btree", 30_000, 9_010, 1_001_000);
        table.written += 1_000;
        read();
        assertThat(learnt()).isEmpty();
    }

    @Test
    void doesNotLearnFromWhatWasTruncatedAndFilledAgain() {
        table.heapFile = 30_001;
        table.heapPages = 0;
        table.heapCounted = -1;
        table.rows = 0;
        table.index(INDEX, "btree", 30_000, 1, -1);
        read();
        assertThat(learnt()).isEmpty();
        table.heapPages = 8_000;
        table.heapCounted = 900_000;
        table.rows = 900_000;
        table.written += 900_000;
        table.index(INDEX, "btree", 30_000, 7_000, 900_000);
        read();
        assertThat(learnt()).isEmpty();
    }

    @Test
    void doesNotLearnFromWhatWasTruncatedAndFilledAgainBetweenTwoReadings() {
        table.heapFile = 30_001;
        table.heapPages = 8_000;
        table.written += 900_000;
        table.index(INDEX, "btree", 30_000, 7_000, 900_000);
        read();
        assertThat(learnt()).isEmpty();
    }

    @Test
    void waitsUntilTheSizeIsMeasured() {
        table.measured = false;
        table.index(INDEX, "btree", 30_000, 3_000, 1_000_000);
        read();
        assertThat(learnt()).isEmpty();
        table.measured = true;
        table.written += 10_000;
        table.index(INDEX, "btree", 30_000, 3_010, 1_010_000);
        read();
        assertThat(learnt()).containsOnlyKeys(INDEX);
    }

    /** The catalog's size of a copy may be that of an old VACUUM. */
    @Test
    void doesNotTakeACopyForARebuild_becauseItsSizeWasNotMeasuredAtFirst() {
        table.measured = false;
        table.index(INDEX, "btree", 30_000, 3_000, 1_000_000);
        read();
        table.measured = true;
        table.index(INDEX, "btree", 30_000, 9_000, 1_000_000);
        read();
        read();
        assertThat(learnt()).isEmpty();
    }

    @Test
    void givesUpWhatWasWrittenToBeforeItCouldBeMeasured() {
        table.measured = false;
        table.index(INDEX, "btree", 30_000, 3_000, 1_000_000);
        read();
        table.written += 60_000;
        read();
        table.measured = true;
        table.index(INDEX, "btree", 30_000, 4_000, 1_060_000);
        read();
        read();
        assertThat(learnt()).isEmpty();
    }

    @Test
    void waitsUntilTheRowsAreCountedAndTheStatisticsSpeakOfThem() {
        table.heapFile = 30_001;
        table.heapPages = 5_000;
        table.heapCounted = -1;
        read();
        table.heapCounted = 1_000_000;
        table.modified = 300_000;
        read();
        assertThat(learnt()).isEmpty();
        table.modified = 0;
        read();
        assertThat(learnt()).containsOnlyKeys(Baselines.HEAP);
    }

    @Test
    void givesUpWhenMoreThanATwentiethOfTheRowsWasWrittenMeanwhile() {
        table.measured = false;
        table.index(INDEX, "btree", 30_000, 3_000, 1_000_000);
        read();
        table.measured = true;
        table.written += 60_000;
        table.index(INDEX, "btree", 30_000, 4_000, 1_060_000);
        read();
        read();
        assertThat(learnt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 1_000_000})
    void givesUpWhenTheCountersBeganAnew(long written) {
        table.measured = false;
        table.index(INDEX, "btree", 30_000, 3_000, 1_000_000);
        read();
        table.measured = true;
        table.written = written;
        table.index(INDEX, "btree", 30_000, 3_000, 1_000_000);
        now = now.plusSeconds(300);
        history = TableHistory.after(history, table.table(), now, EPOCH + 1);
        read();
        assertThat(learnt()).isEmpty();
    }

    @Test
    void keepsWhatItKnows_untilTheNextBuildTeachesSomethingElse() {
        table.index(INDEX, "btree", 30_000, 3_000, 1_000_000);
        read();
        Baseline first = history.baselines().learnt().get(INDEX);
        table.written += 5_000_000;
        table.index(INDEX, "btree", 30_000, 8_000, 1_000_000);
        read();
        assertThat(history.baselines().learnt().get(INDEX)).isEqualTo(first);
        table.index(INDEX, "btree", 40_000, 2_500, 1_000_000);
        read();
        assertThat(bytesPerRow(INDEX)).isCloseTo(2_500 * 8192 / 1e6, within(0.01));
    }

    /** A build counts the keys of a GIN index, the next VACUUM the table's rows. */
    @Test
    void ofAGinIndexTheTableIsCounted() {
        table.index(30_000, "gin", 30_000, 4_000, 6_000_000);
        read();
        assertThat(bytesPerRow(30_000)).isCloseTo(4_000 * 8192 / 1e6, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {"brin", "bloom"})
    void learnsNothingOfAccessMethodsThatGrowInAnotherWay(String method) {
        table.index(30_000, method, 30_000, 4_000, 1_000_000);
        read();
        assertThat(learnt()).isEmpty();
    }

    @Test
    void learnsNothingOfWhatIsSmall() {
        table.index(30_000, "btree", 30_000, 99, 1_000_000);
        read();
        assertThat(learnt()).isEmpty();
    }

    /** A rewrite leaves the TOAST relation uncounted until its next VACUUM. */
    @Test
    void learnsToastOnceAVacuumCountedItAfterARewrite() {
        table.toast(50_000, 100_000);
        read();
        read();
        table.heapFile = 30_001;
        table.heapPages = 9_000;
        table.toast(0, -1);
        read();
        table.toast(25_000, 100_000);
        read();
        assertThat(learnt()).containsOnlyKeys(Baselines.HEAP, Baselines.TOAST);
        assertThat(bytesPerRow(Baselines.TOAST)).isCloseTo(2048, within(0.1));
    }

    @Test
    void aHistoryOfAnOlderAnalyzerTeachesNothingByItself() {
        history = new TableHistory(
                history.at(), EPOCH, null, history.rows(), history.counters(), history.ledger(), List.of());
        read();
        assertThat(learnt()).isEmpty();
    }

    private void read() {
        now = now.plusSeconds(300);
        history = TableHistory.after(history, table.table(), now, EPOCH);
    }

    private Map<Long, Baseline> learnt() {
        return history.baselines().learnt();
    }

    private double bytesPerRow(long relation) {
        return requireNonNull(learnt().get(relation)).bytesPerRow();
    }
}
