package dev.tickbird.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.console.history.PartitionedTable.Partition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionedTableTest {
    @ParameterizedTest
    @CsvSource({"1,3", "1,7", "7,3", "7,90", "30,400"})
    void coversWithoutAGapWhatIsKeptAndTheNextDays_andDropsNothingThatIsKept(int days, int kept) {
        PartitionedTable table = new PartitionedTable("point", days, Duration.ofDays(kept));
        for (int day = 0; day < 60; day++) {
            Instant now = Instant.parse("2026-02-20T23:59:59Z").plus(Duration.ofDays(day));
            List<Partition> wanted = table.wanted(now);

            assertThat(wanted.getFirst().from()).isBeforeOrEqualTo(date(now.minus(Duration.ofDays(kept))));
            assertThat(wanted.getLast().until()).isAfter(date(now.plus(Duration.ofDays(3))));
            for (int i = 1; i < wanted.size(); i++) {
                assertThat(wanted.get(i).from()).isEqualTo(wanted.get(i - 1).until());
            }
            assertThat(wanted).noneMatch(partition -> table.isOver(partition.name(), now));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,3", "7,90", "30,400"})
    void dropsAPartitionOnlyWhenItsLastRowIsOldEnough(int days, int kept) {
        PartitionedTable table = new PartitionedTable("point", days, Duration.ofDays(kept));
        Instant now = Instant.parse("2026-02-20T12:00:00Z");
        Partition first = table.wanted(now).getFirst();
        Instant lastRow = first.until().atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);

        assertThat(table.isOver(first.name(), lastRow.plus(Duration.ofDays(kept))))
                .isFalse();
        assertThat(table.isOver(
                        first.name(), lastRow.plus(Duration.ofDays(kept)).plusSeconds(1)))
                .isTrue();
    }

    private static LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
