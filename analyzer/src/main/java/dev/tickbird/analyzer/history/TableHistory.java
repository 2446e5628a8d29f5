package dev.tickbird.analyzer.history;

import dev.tickbird.analyzer.rule.Baseline;
import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a table between snapshots.
 *
 * @param at when it was read last
 * @param epoch the mark of the epoch of its counters
 * @param parentOid the partitioned table it belongs to; null when none
 * @param rows its live rows then
 * @param counters null for a partitioned table
 * @param files its own and those of its indexes; none when it was written down by an older analyzer
 */
public record TableHistory(
        Instant at,
        int epoch,
        @Nullable Long parentOid,
        double rows,
        @Nullable TableCounters counters,
        List<LedgerLine> ledger,
        List<FileHistory> files) {
    /** How long a line outlives its index. */
    private static final Duration OUTLIVES = Duration.ofDays(35);
    /** After a longer pause than this a reset may have swallowed uses: the observation starts anew. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    public TableHistory {
        ledger = List.copyOf(ledger);
        files = List.copyOf(files);
    }

    /** The history after another reading. */
    public static TableHistory after(@Nullable TableHistory before, TableDocument table, Instant at, int epoch) {
        TableCounters counters = table.counters();
        double rows = counters != null && counters.live() > 0
                ? counters.live()
                : table.storage().tuples();
        return new TableHistory(
                at,
                epoch,
                table.parentOid(),
                rows,
                counters,
                ledger(before, table, at, epoch),
                Builds.after(before, table, epoch));
    }

    /** What was learnt when its relations were built. */
    public Baselines baselines() {
        Map<Long, Baseline> learnt = new HashMap<>();
        for (FileHistory file : files) {
            Baseline baseline = file.baseline();
            if (baseline != null) {
                learnt.put(file.relation(), baseline);
            }
        }
        return new Baselines(learnt);
    }

    /** The ledger's line of each index, by oid. */
    public Map<Long, IndexUse> use(TableDocument table, @Nullable Instant statsReset) {
        Map<Long, IndexUse> use = new HashMap<>();
        for (IndexDocument index : table.indexes()) {
            ledger.stream()
                    .filter(line -> line.definitionHash().equals(index.definitionHash()) && line.oid() == index.oid())
                    .findFirst()
                    .ifPresent(line -> use.put(
                            index.oid(),
                            new IndexUse(
                                    line.uses(), line.since(), index.counters().scans(), statsReset)));
        }
        return use;
    }

    private static List<LedgerLine> ledger(@Nullable TableHistory before, TableDocument table, Instant at, int epoch) {
        List<LedgerLine> old = before == null ? List.of() : before.ledger();
        List<LedgerLine> lines = new ArrayList<>();
        List<LedgerLine> taken = new ArrayList<>();
        Set<Long> present = table.indexes().stream().map(IndexDocument::oid).collect(Collectors.toSet());
        for (IndexDocument index : table.indexes()) {
            Optional<LedgerLine> known = find(old, taken, present, index);
            known.ifPresent(taken::add);
            boolean sameEpoch = before != null && before.epoch() == epoch;
            lines.add(known.map(line -> next(line, index, at, sameEpoch)).orElseGet(() -> first(index, at)));
        }
        for (LedgerLine line : old) {
            if (!taken.contains(line) && !line.seen().plus(OUTLIVES).isBefore(at)) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The same index first; else one of the same definition whose index is gone: renamed, rebuilt or created again. */
    private static Optional<LedgerLine> find(
            List<LedgerLine> old, List<LedgerLine> taken, Set<Long> present, IndexDocument index) {
        return old.stream()
                .filter(line -> line.definitionHash().equals(index.definitionHash()) && line.oid() == index.oid())
                .findFirst()
                .or(() -> old.stream()
                        .filter(line -> line.definitionHash().equals(index.definitionHash()))
                        .filter(line -> !taken.contains(line) && !present.contains(line.oid()))
                        .findFirst());
    }

    private static LedgerLine first(IndexDocument index, Instant at) {
        return new LedgerLine(
                index.definitionHash(), index.oid(), 0, at, index.counters().scans(), at);
    }

    private static LedgerLine next(LedgerLine line, IndexDocument index, Instant at, boolean sameEpoch) {
        long now = index.counters().scans();
        boolean goesOn = sameEpoch && line.oid() == index.oid() && now >= line.counted();
        boolean longPause = Duration.between(line.seen(), at).compareTo(LONGEST_PAUSE) > 0;
        long uses = line.uses() + (goesOn ? now - line.counted() : now);
        Instant since = !goesOn && longPause ? at : line.since();
        return new LedgerLine(line.definitionHash(), index.oid(), uses, since, now, at);
    }
}
