package dev.tickbird.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.collector.probe.Answerer;
import dev.tickbird.collector.probe.Reading;
import dev.tickbird.collector.probe.RelationsContent;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.TimeOrderedId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import dev.tickbird.schemas.snapshot.TableStorage;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.testkit.MovableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotPublisherTest {
    private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

    private final List<RelationsSnapshot> sent = new ArrayList<>();
    private Runnable lastLost = () -> {};
    private final SnapshotPublisher publisher = new SnapshotPublisher(
            new SnapshotSession(InstanceId.of("orders"), "orders", new TimeOrderedId(MovableClock.at(START))),
            (topic, key, value, lost) -> {
                sent.add((RelationsSnapshot) value);
                lastLost = lost;
            });

    private static TableDocument table(long oid, long pages, String name) {
        TableStorage storage = new TableStorage(pages, 1, 0, 3, 1, oid, null, Map.of(), false);
        return new TableDocument(
                oid,
                "public",
                name,
                TableKind.TABLE,
                "p",
                "me",
                null,
                null,
                List.of(),
                false,
                storage,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                "d",
                false,
                List.of(),
                null);
    }

    private static Reading<RelationsContent> reading(Instant startedAt, List<Gap> gaps, TableDocument... tables) {
        return new Reading<>(
                new Answerer("1", 1, ServerVersion.major(18), startedAt, START),
                new RelationsContent("app", 5, null, Map.of(), List.of(tables), List.of(), null),
                1.5,
                gaps);
    }

    private static Reading<RelationsContent> reading(TableDocument... tables) {
        return reading(START, List.of(), tables);
    }

    @Test
    void beginsWithFull_thenOnlyWhatChanged_thenNothing() {
        publisher.relations(reading(table(1, 1, "a"), table(2, 1, "b")), false);
        publisher.relations(reading(table(1, 1, "a"), table(2, 9, "b")), false);
        publisher.relations(reading(table(1, 1, "a"), table(2, 9, "b")), false);
        publisher.relations(reading(table(2, 9, "b"), table(3, 1, "c")), false);

        assertThat(sent)
                .extracting(snapshot -> snapshot.header().kind())
                .containsExactly(SnapshotKind.FULL, SnapshotKind.DELTA, SnapshotKind.DELTA);
        assertThat(sent).extracting(snapshot -> snapshot.header().sequence()).containsExactly(0L, 1L, 2L);
        assertThat(sent.get(1).tables()).extracting(TableDocument::oid).containsExactly(2L);
        assertThat(sent.get(2).tables()).extracting(TableDocument::oid).containsExactly(3L);
        assertThat(sent.get(2).removed()).containsExactly(1L);
    }

    @Test
    void isFullAgain_whenAskedFor_afterALoss_andAfterARestartOfTheServer() {
        publisher.relations(reading(table(1, 1, "a")), false);
        publisher.relations(reading(table(1, 1, "a")), true);
        lastLost.run();
        publisher.relations(reading(table(1, 1, "a")), false);
        publisher.relations(reading(START.plusSeconds(9), List.of(), table(1, 1, "a")), false);
        assertThat(sent)
                .hasSize(4)
                .allSatisfy(snapshot -> assertThat(snapshot.header().kind()).isEqualTo(SnapshotKind.FULL));
    }

    @Test
    void aGapThatComesOrGoesIsTold() {
        publisher.relations(reading(table(1, 1, "a")), false);
        publisher.relations(reading(START, List.of(new Gap("p", "app", "r", null)), table(1, 1, "a")), false);
        publisher.relations(reading(table(1, 1, "a")), false);
        assertThat(sent).hasSize(3);
        assertThat(sent.get(1).tables()).isEmpty();
    }

    @Test
    void nothingIsSentAfterTheStop() {
        publisher.stop();
        publisher.relations(reading(table(1, 1, "a")), false);
        assertThat(sent).isEmpty();
    }

    @Test
    void largeSnapshotsTravelInParts_ofWhichNoneIsTooLarge() {
        TableDocument[] tables = IntStream.range(0, 5_000)
                .mapToObj(i -> table(i, i, "t".repeat(200) + i))
                .toArray(TableDocument[]::new);
        publisher.relations(reading(tables), false);

        assertThat(sent).hasSizeGreaterThan(2);
        assertThat(sent)
                .allSatisfy(part -> assertThat(Codec.encode(part).length).isLessThanOrEqualTo(Parts.LIMIT));
        List<SnapshotHeader> headers =
                sent.stream().map(RelationsSnapshot::header).toList();
        assertThat(headers)
                .extracting(SnapshotHeader::snapshot)
                .containsOnly(headers.getFirst().snapshot());
        assertThat(headers).extracting(SnapshotHeader::sequence).containsOnly(0L);
        assertThat(headers)
                .extracting(SnapshotHeader::part)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, headers.size()).boxed().toList());
        assertThat(sent).flatExtracting(RelationsSnapshot::tables).containsExactly(tables);
    }

    @Test
    void idsSortAsTheyWereMade() {
        MovableClock clock = MovableClock.at(START);
        TimeOrderedId ids = new TimeOrderedId(clock);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
            if (i == 5_000) {
                clock.set(START.minusSeconds(60));
            }
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made.getFirst()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
}
