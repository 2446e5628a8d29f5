package dev.tickbird.analyzer.history;

import dev.tickbird.analyzer.history.LedgerLine.Counted;
import dev.tickbird.analyzer.rule.IndexDelta;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The usage ledger of a table: what another reading adds to it. */
final class Ledger {
    /** How long a line outlives its index. */
    private static final Duration OUTLIVES = Duration.ofDays(35);
    /** After a longer pause than this a reset may have swallowed uses: the observation starts anew. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final List<LedgerLine> old;
    private final Instant at;
    private final boolean sameEpoch;
    private final @Nullable Duration window;
    private final long written;

    private Ledger(@Nullable TableHistory before, TableDocument table, Instant at, int epoch) {
        this.old = before == null ? List.of() : before.ledger();
        this.at = at;
        this.sameEpoch = before != null && before.epoch() == epoch;
        this.window = before == null ? null : Duration.between(before.at(), at);
        this.written = before == null ? 0 : written(before.counters(), table.counters(), sameEpoch);
    }

    static List<LedgerLine> after(@Nullable TableHistory before, TableDocument table, Instant at, int epoch) {
        return new Ledger(before, table, at, epoch).lines(table);
    }

    private List<LedgerLine> lines(TableDocument table) {
        List<LedgerLine> lines = new ArrayList<>();
        List<LedgerLine> taken = new ArrayList<>();
        Set<Long> present = table.indexes().stream().map(IndexDocument::oid).collect(Collectors.toSet());
        for (IndexDocument index : table.indexes()) {
            Optional<LedgerLine> known = find(taken, present, index);
            known.ifPresent(taken::add);
            lines.add(known.map(line -> next(line, index)).orElseGet(() -> first(index)));
        }
        for (LedgerLine line : old) {
            if (!taken.contains(line) && !line.seen().plus(OUTLIVES).isBefore(at)) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The same index first; else one of the same definition whose index is gone: renamed, rebuilt or created again. */
    private Optional<LedgerLine> find(List<LedgerLine> taken, Set<Long> present, IndexDocument index) {
        return old.stream()
                .filter(line -> line.definitionHash().equals(index.definitionHash()) && line.oid() == index.oid())
                .findFirst()
                .or(() -> old.stream()
                        .filter(line -> line.definitionHash().equals(index.definitionHash()))
                        .filter(line -> !taken.contains(line) && !present.contains(line.oid()))
                        .findFirst());
    }

    private LedgerLine first(IndexDocument index) {
        return new LedgerLine(
                index.definitionHash(),
                index.oid(),
                index.parentOid(),
                0,
                0,
                0,
                at,
                Counted.of(index.counters()),
                null,
                at,
                null);
    }

    private LedgerLine next(LedgerLine line, IndexDocument index) {
        Counted now = Counted.of(index.counters());
        boolean goesOn = sameEpoch
                && line.oid() == index.oid()
                && now.scans() >= line.counted().scans();
        boolean longPause = Duration.between(line.seen(), at).compareTo(LONGEST_PAUSE) > 0;
        boolean anew = !goesOn && longPause;
        long added = goesOn ? now.scans() - line.counted().scans() : now.scans();
        return new LedgerLine(
                line.definitionHash(),
                index.oid(),
                index.parentOid(),
                line.uses() + added,
                added,
                (anew ? 0 : line.writes()) + written,
                anew ? at : line.since(),
                now,
                goesOn ? delta(line.counted(), now) : null,
                at,
                line.dropped());
    }

    private @Nullable IndexDelta delta(Counted before, Counted now) {
        boolean fell = now.blocksHit() < before.blocksHit() || now.blocksRead() < before.blocksRead();
        return fell || window == null || window.isNegative() || window.isZero()
                ? null
                : new IndexDelta(
                        window,
                        Math.max(0, now.tuplesRead() - before.tuplesRead()),
                        Math.max(0, now.tuplesFetched() - before.tuplesFetched()),
                        now.blocksRead() - before.blocksRead(),
                        now.blocksHit() - before.blocksHit());
    }

    /** Rows since the last reading that needed an entry in every index; after a reset all that is counted. */
    private static long written(@Nullable TableCounters before, @Nullable TableCounters now, boolean sameEpoch) {
        if (now == null) {
            return 0;
        }
        long whole = entries(now);
        return before == null || !sameEpoch || whole < entries(before) ? whole : whole - entries(before);
    }

    private static long entries(TableCounters counters) {
        return counters.inserted() + Math.max(0, counters.updated() - counters.hotUpdated());
    }
}
