package dev.tickbird.analyzer.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.IndexSample;
import dev.tickbird.analyzer.TableSample;
import dev.tickbird.analyzer.rule.Partition.Attached;
import dev.tickbird.analyzer.rule.Partitions.Leaf;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a partitioned table's index is used for, by the indexes of its partitions. */
class PartitionTreesTest {
    private static final long TABLE = 1;
    private static final long INDEX = 10;
    private static final Leaf LEAF = new Leaf(
            10, 1_000, new TableCounters(0, 0, 0, 0, 0, 0, 0, 0, 1_000, 0, 0, 0, 0, 0, 0, 0, null, null, null, null));
    private static final TableDocument PARENT = TableSample.of(TABLE, "orders")
            .partitioned()
            .indexes(List.of(IndexSample.of(INDEX, "i", 2).partitioned().document()))
            .document();

    @Test
    void addsUpItsPartitions_observedAsLongAsTheYoungest() {
        PartitionTrees trees =
                new PartitionTrees(List.of(leaf(2, TABLE, INDEX, used(1, 40)), leaf(3, TABLE, INDEX, used(2, 3))));

        assertThat(trees.uses(PARENT)).containsOnlyKeys(INDEX).satisfies(uses -> {
            IndexUse use = uses.values().iterator().next();
            assertThat(use.uses()).isEqualTo(3);
            assertThat(use.writes()).isEqualTo(200);
            assertThat(use.bytes()).isEqualTo(16_384);
            assertThat(use.observed(Facts.NOON)).isEqualTo(Duration.ofDays(3));
        });
        assertThat(trees.rows(TABLE)).isEqualTo(2_000);
    }

    @Test
    void reachesThroughPartitionsThatArePartitioned() {
        Partition between = new Partition(2, TABLE, null, List.of(new Attached(INDEX, 20, used(0, 40))));
        PartitionTrees trees =
                new PartitionTrees(List.of(between, leaf(3, 2, 20, used(0, 40)), leaf(4, 2, 20, used(7, 40))));

        assertThat(trees.uses(PARENT).values()).extracting(IndexUse::uses).containsExactly(7L);
        assertThat(trees.rows(TABLE)).isEqualTo(2_000);
    }

    @Test
    void saysNothingWhileAPartitionIsNotKnown_norOfATableWithoutPartitions() {
        Partition between = new Partition(3, TABLE, null, List.of(new Attached(INDEX, 20, used(0, 40))));
        Partition unknown = new Partition(4, 3, LEAF, List.of());

        assertThat(new PartitionTrees(List.of(leaf(2, TABLE, INDEX, used(0, 40)), between, unknown)).uses(PARENT))
                .isEmpty();
        assertThat(new PartitionTrees(List.of()).uses(PARENT)).isEmpty();
    }

    private static Partition leaf(long oid, long above, long index, IndexUse use) {
        return new Partition(oid, above, LEAF, List.of(new Attached(index, oid * 100, use)));
    }

    private static IndexUse used(long times, int days) {
        return new IndexUse(times, 100, Facts.NOON.minus(Duration.ofDays(days)), times, null, 8_192, null, null);
    }
}
