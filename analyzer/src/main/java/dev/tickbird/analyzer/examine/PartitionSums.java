package dev.tickbird.analyzer.examine;

import dev.tickbird.analyzer.delta.TableDeltas;
import dev.tickbird.analyzer.rule.PartitionTrees;
import dev.tickbird.analyzer.rule.Partitions;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a database at two looks.
 *
 * @param earlier null without an earlier look of the same epoch
 */
record PartitionSums(
        @Nullable RelationsSnapshot before,
        @Nullable PartitionTrees earlier,
        RelationsSnapshot at,
        PartitionTrees now) {
    /** All partitions below that hold rows, with what they counted between the looks; null where there are none. */
    @Nullable
    Partitions whole(long table) {
        Partitions whole = now.whole(table);
        Partitions then = earlier == null ? null : earlier.whole(table);
        return whole == null || before == null || then == null
                ? whole
                : whole.since(TableDeltas.between(then.counters(), whole.counters(), Examination.window(before, at))
                        .orElse(null));
    }
}
