package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import org.jspecify.annotations.Nullable;

/**
 * How far one stream of snapshots (a topic and a database of one instance) was read.
 *
 * @param session the collector session that counts
 * @param sequence the last one seen in it
 * @param broken true after a gap, until the next FULL
 */
public record StreamPosition(String session, long sequence, boolean broken) {
    /** What to do with a snapshot. */
    enum Step {
        /** It continues what is known. */
        TAKE,
        /** It is old, or a repetition. */
        DROP,
        /** Something between is missing: nothing is certain until the next FULL. */
        GAP
    }

    /** The decision and the position after it. */
    record Next(Step step, StreamPosition position) {}

    static Next next(@Nullable StreamPosition known, SnapshotHeader header) {
        boolean full = header.kind() == SnapshotKind.FULL;
        StreamPosition there = new StreamPosition(header.session(), header.sequence(), false);
        StreamPosition lost = new StreamPosition(header.session(), header.sequence(), true);
        if (known == null || header.session().compareTo(known.session()) > 0) {
            return full ? new Next(Step.TAKE, there) : new Next(Step.GAP, lost);
        }
        if (header.session().compareTo(known.session()) < 0 || header.sequence() < known.sequence()) {
            return new Next(Step.DROP, known);
        }
        if (full) {
            return new Next(Step.TAKE, there);
        }
        if (known.broken() || header.sequence() > known.sequence() + 1) {
            return new Next(Step.GAP, lost);
        }
        return new Next(Step.TAKE, there);
    }
}
