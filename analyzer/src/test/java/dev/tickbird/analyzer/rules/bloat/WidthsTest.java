package dev.tickbird.analyzer.rules.bloat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickbird.analyzer.rules.bloat.TupleLayout.Part;
import dev.tickbird.analyzer.rules.bloat.Widths.Width;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ColumnStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthsTest {
    /** ANALYZE cuts the fraction of a mean off. */
    @ParameterizedTest
    @CsvSource({"text, 4", "text, 33", "text, 126", "numeric, 8", "numeric, 9", "jsonb, 60"})
    void theMeanIsWhatTheStatisticsSay_orLessThanOneMore(String type, int mean) {
        List<Width> widths = Widths.of(part(type, mean, 0, false));

        assertThat(widths.stream().mapToDouble(Width::share).sum()).isCloseTo(1, within(1e-9));
        assertThat(widths.stream()
                        .mapToDouble(width -> width.bytes() * width.share())
                        .sum())
                .isBetween((double) mean, mean + 0.9);
    }

    @Test
    void aNumberHasThreeBytesAndTwoForEachFourDigits() {
        assertThat(Widths.of(part("numeric", 8, 0, false)))
                .extracting(Width::bytes)
                .containsExactly(7, 9);
    }

    /** Two short texts before a bigint each: every row has 24 bytes of header and 4 times 8. */
    @Test
    void shortValuesBeforeAlignedOnesFillTheirEightBytes() {
        Part number = new Part(
                new ColumnDocument(
                        2, "b", "bigint", 8, "d", "p", true, false, new ColumnStatistics(false, 0, 8, -1, List.of())),
                false);

        double bytes = TupleLayout.bytes(
                List.of(part("text", 4, 0, false), number, part("text", 3, 0, false), number), 24, 24);

        assertThat(bytes).isCloseTo(56, within(0.001));
    }

    /** Its statistics tell a width of 0. */
    @Test
    void anExpressionThatYieldsOnlyNullsTakesNoRoom() {
        assertThat(TupleLayout.bytes(List.of(part("text", 0, 1, true)), 8, 16)).isEqualTo(16);
    }

    private static Part part(String type, int mean, double nulls, boolean expression) {
        return new Part(
                new ColumnDocument(
                        1,
                        "a",
                        type,
                        -1,
                        "i",
                        "x",
                        false,
                        false,
                        new ColumnStatistics(false, nulls, mean, -1, List.of())),
                expression);
    }
}
