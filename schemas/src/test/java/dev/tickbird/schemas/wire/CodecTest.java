package dev.tickbird.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.fleet.Mode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecTest {
    @Test
    void unknownFieldsAreIgnored() {
        assertThat(Codec.decode("{\"partition\":1,\"intervalMillis\":5,\"new\":true}", Tick.class))
                .isEqualTo(new Tick(1, 5));
    }

    @Test
    void whatIsMissingIsNamedAndTheContentIsNot() {
        assertThatThrownBy(() -> Codec.decode("{\"jws\":null}", Signed.class))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("jws");
        assertThatThrownBy(() -> Codec.decode("{\"partition\":\"hunter2-secret\"}", Signed.class))
                .hasMessageNotContaining("hunter2-secret");
    }

    @Test
    void garbageIsUnreadable() {
        for (String garbage : new String[] {"", "null", "[]", "{", "\u0000", "{} {}"}) {
            assertThatThrownBy(() -> Codec.decode(garbage, Tick.class))
                    .as(garbage)
                    .isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void measuresAreWrittenPlainly() {
        Measure size = Measure.of("index.size", 73_400_320, Unit.BYTES).over(Duration.ofDays(35));
        assertThat(new String(Codec.encode(size), StandardCharsets.UTF_8))
                .isEqualTo("{\"measure\":\"index.size\",\"over\":\"PT840H\",\"unit\":\"bytes\",\"value\":73400320}");
        assertThat(Measure.of("share", 12.3456789, Unit.PERCENT).value().toPlainString())
                .isEqualTo("12.3457");
    }

    @Test
    void anUnknownSubjectIsKept() {
        Subject subject = Codec.decode("{\"kind\":\"planet\",\"name\":\"Mars\"}", Subject.class);
        assertThat(subject).isEqualTo(new Subject.Unrecognized("planet", Map.of("name", "Mars")));
    }

    @Test
    void wordsInConfigurationAreLowerCase() {
        assertThat(new String(Codec.encode(Mode.EXECUTE), StandardCharsets.UTF_8))
                .isEqualTo("\"execute\"");
    }

    @Test
    void canonicalJsonSorts_andRefusesFractionsThatWritersDisagreeOn() {
        assertThat(new String(CanonicalJson.bytes(Map.of("b", 1, "a", "x\u00e9")), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":\"x\u00e9\",\"b\":1}");
        assertThatThrownBy(() -> CanonicalJson.bytes(Map.of("a", 0.1 + 0.2)))
                .hasMessageContaining("0.30000000000000004");
        assertThatThrownBy(() -> CanonicalJson.bytes(Map.of("a", 0.0000001))).hasMessageContaining("1.0E-7");
    }

    @ParameterizedTest
    @CsvSource({"0.25, 0.25", "-1.50, -1.5", "1e-6, 0.000001", "12345.6, 12345.6", "7e7, 70000000", "0.0, 0"})
    void canonicalJsonWritesAMeasuresFractionPlainly_howeverItWasRead(BigDecimal number, String plain)
            throws IOException {
        assertThat(new String(CanonicalJson.bytes(List.of(number)), StandardCharsets.UTF_8))
                .isEqualTo("[" + plain + "]");
        assertThat(CanonicalJson.bytes(Codec.mapper().readTree(Codec.encode(List.of(number)))))
                .isEqualTo(CanonicalJson.bytes(List.of(number)));
    }

    @Test
    void everythingAboutAnInstanceIsInOnePartition() {
        int partition = Partitions.of("orders-prod", 24);
        assertThat(Partitions.of("orders-prod/fnd_1", 24)).isEqualTo(partition);
        assertThat(Partitions.of("orders-prod/act_2", 24)).isEqualTo(partition);
    }
}
