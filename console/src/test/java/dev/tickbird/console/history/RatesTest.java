package dev.tickbird.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.console.Readings;
import dev.tickbird.console.Readings.Shape;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(50);

    @Test
    void countersBecomeRatesByTheServersOwnClock() {
        Rates rates = Rates.between(read(NOW, Shape.of(10_000)), read(LATER, Shape.of(15_000)));

        assertThat(rates.transactions()).isEqualTo((5000 + 100) / 50.0);
        assertThat(rates.rollbacks()).isEqualTo(2);
        assertThat(rates.writes()).isEqualTo((5000 + 2500 + 500) / 50.0);
        assertThat(rates.wal()).isEqualTo(90_000);
        assertThat(rates.cacheHits()).isBetween(99.0, 99.5);
    }

    @Test
    void withoutFactsBeforeThereIsNoRate() {
        assertThat(known(Rates.between(null, read(NOW, Shape.of(1))))).isZero();
    }

    @Test
    void countersThatBeganAnewTellNothing() {
        Rates emptied = Rates.between(read(NOW, Shape.of(10_000)), read(LATER, Shape.of(200)));
        assertThat(known(emptied)).isZero();

        Rates overtaken = Rates.between(
                read(NOW, Shape.of(10_000)), read(LATER, Shape.of(20_000).resetAt(NOW)));
        assertThat(overtaken.transactions()).as("a reset shows by its time too").isNull();
        assertThat(overtaken.wal()).as("the log has no reset").isEqualTo(180_000);
    }

    @Test
    void aClockThatStoodOrTooLongATimeTellsNothing() {
        ReadFacts before = read(NOW, Shape.of(10_000));
        assertThat(known(Rates.between(before, read(NOW, Shape.of(10_001))))).isZero();
        assertThat(known(Rates.between(before, read(NOW.minusSeconds(1), Shape.of(10_001)))))
                .isZero();
        assertThat(known(Rates.between(before, read(NOW.plus(Duration.ofHours(2)), Shape.of(10_001)))))
                .isZero();
    }

    @Test
    void noRateIsEverNegative() {
        Random random = new Random(7);
        ReadFacts before = read(NOW, Shape.of(random.nextLong(1_000_000)));
        int seen = 0;
        for (int i = 1; i < 500; i++) {
            Shape shape =
                    Shape.of(random.nextLong(1_000_000)).resetAt(random.nextInt(10) == 0 ? NOW : NOW.minusSeconds(9));
            ReadFacts next = read(NOW.plusSeconds(random.nextInt(-600, 600)), shape);
            Rates rates = Rates.between(before, next);
            assertThat(values(rates)).allMatch(value -> value >= 0 && Double.isFinite(value));
            seen += known(rates) > 0 ? 1 : 0;
            before = next;
        }
        assertThat(seen).isBetween(50, 400);
    }

    private static long known(Rates rates) {
        return values(rates).count();
    }

    private static Stream<Double> values(Rates rates) {
        return Stream.<@Nullable Double>of(
                        rates.transactions(),
                        rates.rollbacks(),
                        rates.writes(),
                        rates.blockReads(),
                        rates.cacheHits(),
                        rates.temp(),
                        rates.wal())
                .filter(Objects::nonNull);
    }

    private static ReadFacts read(Instant at, Shape shape) {
        InstanceSnapshot snapshot = Readings.facts("orders", at, shape);
        return new ReadFacts(snapshot.header(), Objects.requireNonNull(snapshot.facts()));
    }
}
