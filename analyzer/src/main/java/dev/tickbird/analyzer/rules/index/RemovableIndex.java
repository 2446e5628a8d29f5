package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.time.Duration;
import java.util.stream.Stream;

/** An index that may go, with what is known of its use: of a partitioned one, in all its partitions together. */
record RemovableIndex(TableCase facts, IndexDocument index, IndexUse use) {
    /** Those of a table from a size on. One whose use is not known is left out. */
    static Stream<RemovableIndex> of(TableCase facts, double minBytes) {
        return facts.table().indexes().stream()
                .filter(index -> Removable.is(facts, index))
                .flatMap(index -> Stream.ofNullable(facts.use().get(index.oid()))
                        .map(use -> new RemovableIndex(facts, index, use)))
                .filter(found -> found.use.bytes() >= minBytes);
    }

    Duration observed() {
        return use.observed(facts.at());
    }

    boolean observedFor(Duration least) {
        return observed().compareTo(least) >= 0;
    }

    Measure size() {
        return Measure.of("index.size", use.bytes(), Unit.BYTES);
    }

    Measure disk() {
        return Measure.of("disk", use.bytes(), Unit.BYTES);
    }

    /** What an explanation ends with while reads may go unseen; else nothing. */
    String unseen() {
        return facts.standbys()
                ? " It has standbys whose reads are not known here: watch them as instances of the same cluster."
                : "";
    }
}
