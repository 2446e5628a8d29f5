package dev.tickbird.analyzer.rule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.TableSample;
import dev.tickbird.schemas.action.IndexPartition;
import dev.tickbird.schemas.snapshot.PartitionMember;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionedIndexTest {
    @Test
    void everyTableBelowGetsItsPart_attachedToThatOfItsParent() {
        TableDocument table = TableSample.of(7, "orders")
                .partitioned(
                        new PartitionMember(8, "public", "orders_2026", 7, true),
                        new PartitionMember(9, "archive", "orders_2026_01", 8, false),
                        new PartitionMember(10, "public", "orders_rest", 7, false))
                .document();

        List<IndexPartition> parts = requireNonNull(PartitionedIndex.parts(table, "i"));

        assertThat(PartitionedIndex.buildable(table)).isTrue();
        assertThat(parts)
                .extracting(IndexPartition::table)
                .containsExactly("orders_2026", "orders_2026_01", "orders_rest");
        assertThat(parts.getFirst().parent()).isEqualTo("i");
        assertThat(parts.getFirst().partitioned()).isTrue();
        assertThat(parts.get(1).parent()).isEqualTo(parts.getFirst().name());
        assertThat(parts.get(1).parentSchema()).isEqualTo("public");
        assertThat(parts.get(1).schema()).isEqualTo("archive");
        assertThat(parts.getLast().parent()).isEqualTo("i");
    }

    @Test
    void namesDifferByIndexAndPartition_whereTheirBeginningsAreCut() {
        String stem = "m".repeat(63);
        TableDocument table = TableSample.of(7, "orders")
                .partitioned(
                        new PartitionMember(8, "public", stem, 7, false),
                        new PartitionMember(9, "public", stem.substring(1) + "x", 7, false))
                .document();

        HashSet<String> names = new HashSet<>();
        for (String index : List.of("i", "j")) {
            requireNonNull(PartitionedIndex.parts(table, index)).forEach(part -> names.add(part.name()));
        }

        assertThat(names).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("dev.tickbird.testkit.HostileNames#identifiers")
    void namesFitIntoWhatPostgresqlKeeps(String hostile) {
        TableDocument table = TableSample.of(7, "orders")
                .partitioned(new PartitionMember(8, "public", hostile, 7, false))
                .document();

        String name =
                requireNonNull(PartitionedIndex.parts(table, "i")).getFirst().name();

        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(name).endsWith("_idx");
    }

    @Test
    void isNotBuildable_wherePartitionsAreNotKnown_orNone() {
        assertThat(PartitionedIndex.buildable(Facts.partitioned(7, "orders"))).isFalse();
        assertThat(PartitionedIndex.buildable(TableSample.of(7, "orders")
                        .partitioned(new PartitionMember[0])
                        .document()))
                .isFalse();
        assertThat(PartitionedIndex.parts(TableSample.of(7, "orders").document(), "i"))
                .isNull();
    }
}
