package dev.tickbird.analyzer.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.Sketch;
import dev.tickbird.analyzer.rule.Baseline;
import dev.tickbird.analyzer.rule.Fingerprint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryCodecTest {
    private static final FileHistory KEPT = new FileHistory(0, 4_000_000_000L, 900_000, null, null);
    private static final FileHistory WAITING = new FileHistory(16_400, 16_500, 9_000, 5_000_000L, null);
    private static final FileHistory LEARNT =
            new FileHistory(16_401, 16_501, 9_000, null, new Baseline(23.5f, new Fingerprint(60.25f, 0.5f, 12)));

    @Test
    void everyStateOfAFileComesBack() {
        TableHistory history =
                with(KEPT, WAITING, LEARNT, WAITING.knowing(requireBaseline()).waiting(77));

        assertThat(HistoryCodec.decode(HistoryCodec.encode(history))).isEqualTo(history);
    }

    /** What version 1 wrote ended before the files. */
    @Test
    void whatAnOlderAnalyzerWroteIsRead() {
        TableHistory history = with();
        byte[] now = HistoryCodec.encode(history);
        byte[] old = Arrays.copyOf(now, now.length - 1);
        old[0] = 1;

        assertThat(HistoryCodec.decode(old)).isEqualTo(history);
    }

    @Test
    void aNewerVersionIsRefused() {
        byte[] bytes = HistoryCodec.encode(with());
        bytes[0] = 4;

        assertThatThrownBy(() -> HistoryCodec.decode(bytes)).hasMessageContaining("version 4");
    }

    @Test
    void aRelationCostsFewBytes() {
        FileHistory[] many = LongStream.range(0, 100)
                .mapToObj(i -> new FileHistory(2_000_000 + i, 3_000_000 + i, 12_000, null, LEARNT.baseline()))
                .toArray(FileHistory[]::new);

        int each = (HistoryCodec.encode(with(many)).length - HistoryCodec.encode(with()).length) / many.length;

        assertThat(each).isLessThanOrEqualTo(28);
    }

    private static Baseline requireBaseline() {
        return new Baseline(1.5f, new Fingerprint(1, 2, 3));
    }

    private static TableHistory with(FileHistory... files) {
        TableHistory read = TableHistory.after(null, new Sketch().table(), Facts.NOON, 5);
        return new TableHistory(
                read.at(), read.epoch(), 99L, read.rows(), read.counters(), read.ledger(), List.of(files));
    }
}
