package dev.tickbird.analyzer.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.IndexSample;
import dev.tickbird.analyzer.history.LedgerLine.Dropped;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableHistoryTest {
    private static final Instant NOON = Facts.NOON;
    private static final int EPOCH = 7;

    @Test
    void sumsUsesOverResets() {
        TableHistory history = read(null, table(Facts.index(2, "i", 10, column())), 0, EPOCH);
        history = read(history, table(Facts.index(2, "i", 15, column())), 5, EPOCH);
        history = read(history, table(Facts.index(2, "i", 3, column())), 10, EPOCH + 1);

        assertThat(use(history, Facts.index(2, "i", 3, column())).uses())
                .as("5 before the reset and 3 after it")
                .isEqualTo(8);
        assertThat(use(history, Facts.index(2, "i", 3, column())).since()).isEqualTo(NOON);
    }

    @Test
    void knowsAnIndexThatWasRenamedOrRebuilt() {
        TableHistory history = read(null, table(Facts.index(2, "i", 10, column())), 0, EPOCH);
        history = read(history, table(Facts.index(2, "i", 14, column())), 5, EPOCH);
        history = read(history, table(Facts.index(99, "other_name", 1, column())), 10, EPOCH);

        IndexUse use = use(history, Facts.index(99, "other_name", 1, column()));
        assertThat(use.uses()).isEqualTo(5);
        assertThat(use.since()).isEqualTo(NOON);
    }

    @Test
    void countsWritesThatNeedAnEntry() {
        IndexDocument index = Facts.index(2, "i", 10, column());
        TableHistory history = read(null, table(written(100, 50, 50), index), 0, EPOCH);
        history = read(history, table(written(150, 80, 60), index), 5, EPOCH);

        assertThat(use(history, index).writes())
                .as("50 inserts, and 20 of 30 updates that were not HOT")
                .isEqualTo(70);
        history = read(history, table(written(5, 0, 0), index), 10, EPOCH + 1);
        assertThat(use(history, index).writes()).as("and 5 after a reset").isEqualTo(75);
    }

    @Test
    void remembersWhatWeDropped() {
        IndexDocument index = Facts.index(2, "i", 10, column());
        TableHistory history = read(null, table(index), 0, EPOCH);
        history = history.dropped(2, new Dropped("i", NOON)).orElseThrow();
        assertThat(history.dropped(3, new Dropped("j", NOON))).isEmpty();

        history = read(history, table(), 5, EPOCH);
        IndexDocument back = Facts.index(77, "i_again", 0, column());
        history = read(history, table(back), 10, EPOCH);

        assertThat(use(history, back).droppedAs()).isEqualTo("i");
        assertThat(use(history.created("i").orElseThrow(), back).droppedAs())
                .as("its undo")
                .isNull();
    }

    @Test
    void forgetsAnIndexThatIsGoneForFiveWeeks() {
        TableHistory history = read(null, table(Facts.index(2, "i", 10, column())), 0, EPOCH);
        TableHistory after = history;
        for (int day = 1; day <= 34; day++) {
            after = read(after, table(), day * 1440, EPOCH);
        }
        assertThat(after.ledger()).extracting(LedgerLine::oid).contains(2L);
        assertThat(read(after, table(), 36 * 1440, EPOCH).ledger())
                .extracting(LedgerLine::oid)
                .doesNotContain(2L);
    }

    @Test
    void isReadAsItWasWritten() {
        IndexDocument index = Facts.index(2, "i", 10, column());
        TableHistory history = read(null, table(written(100, 50, 50), index), 0, EPOCH);
        history = history.dropped(2, new Dropped("we\"ird; --", NOON)).orElseThrow();

        assertThat(HistoryCodec.decode(HistoryCodec.encode(history))).isEqualTo(history);
    }

    @Test
    void readsWhatTheVersionBeforeWrote() {
        byte[] bytes = HexFormat.of()
                .parseHex("01" + "0000019aa1234500" + "00000007" + "00" + "40f86a0000000000" + "00" + "01" + "000161"
                        + "02" + "05" + "0000019aa1230000" + "0f" + "0000019aa1234500");

        TableHistory history = HistoryCodec.decode(bytes);

        assertThat(history.rows()).isEqualTo(100_000);
        LedgerLine line = history.ledger().getFirst();
        assertThat(line.definitionHash()).isEqualTo("a");
        assertThat(line.uses()).isEqualTo(5);
        assertThat(line.counted().scans()).isEqualTo(15);
        assertThat(line.writes()).isZero();
        bytes[0] = 9;
        assertThatThrownBy(() -> HistoryCodec.decode(bytes)).hasMessageContaining("version 9");
    }

    @Test
    void readsWhatWasWrittenBeforePartitionsWereKnown() {
        byte[] bytes = HexFormat.of()
                .parseHex("02" + "0000019aa1234500" + "00000007" + "00" + "40f86a0000000000" + "00" + "01" + "000161"
                        + "02" + "05" + "0000019aa1230000" + "0f" + "0000019aa1234500" + "07" + "01020304" + "00"
                        + "00");

        LedgerLine line = HistoryCodec.decode(bytes).ledger().getFirst();

        assertThat(line.uses()).isEqualTo(5);
        assertThat(line.writes()).isEqualTo(7);
        assertThat(line.parentOid()).isNull();
    }

    @Test
    void knowsWhichPartitionedIndexItsOwnBelongTo() {
        IndexDocument attached =
                IndexSample.of(2, "i", 2).attachedTo(10).read(0).document();
        IndexDocument own = IndexSample.of(3, "j", 3).document();
        TableHistory history =
                read(null, Facts.partition(1, "t", 9, Facts.counters(100_000, 0), attached, own), 0, EPOCH);

        TableHistory kept = HistoryCodec.decode(HistoryCodec.encode(history));

        assertThat(kept.partition(1, null, Instant.EPOCH)).hasValueSatisfying(partition -> {
            assertThat(partition.parentOid()).isEqualTo(9);
            assertThat(partition.indexes()).singleElement().satisfies(index -> {
                assertThat(index.oid()).isEqualTo(2);
                assertThat(index.parentOid()).isEqualTo(10);
                assertThat(index.use().bytes()).isEqualTo(attached.sizeBytes());
            });
        });
        TableHistory detached = read(history, table(Facts.index(2, "i", 0, column()), own), 5, EPOCH);
        assertThat(detached.partition(1, null, Instant.EPOCH)).isEmpty();
    }

    private static TableHistory read(@Nullable TableHistory before, TableDocument table, int minutes, int epoch) {
        return TableHistory.after(before, table, NOON.plus(Duration.ofMinutes(minutes)), epoch);
    }

    private static IndexUse use(TableHistory history, IndexDocument index) {
        return Objects.requireNonNull(
                history.use(table(index), null, Instant.EPOCH).get(index.oid()));
    }

    private static TableDocument table(IndexDocument... indexes) {
        return table(Facts.counters(100_000, 0), indexes);
    }

    private static TableDocument table(TableCounters counters, IndexDocument... indexes) {
        return Facts.table(1, "t", counters, indexes);
    }

    private static TableCounters written(long inserted, long updated, long hot) {
        return new TableCounters(
                0, 0, 0, 0, inserted, updated, 0, hot, 100_000, 0, 0, 0, 1, 0, 1, 0, NOON, null, NOON, null);
    }

    private static int[] column() {
        return new int[] {2};
    }
}
