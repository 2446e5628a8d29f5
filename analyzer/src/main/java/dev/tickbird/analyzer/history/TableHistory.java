package dev.tickbird.analyzer.history;

import dev.tickbird.analyzer.history.LedgerLine.Dropped;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a table between snapshots.
 *
 * @param at when it was read last
 * @param epoch the mark of the epoch of its counters
 * @param parentOid the partitioned table it belongs to; null when none
 * @param rows its live rows then
 * @param counters null for a partitioned table
 */
public record TableHistory(
        Instant at,
        int epoch,
        @Nullable Long parentOid,
        double rows,
        @Nullable TableCounters counters,
        List<LedgerLine> ledger) {
    public TableHistory {
        ledger = List.copyOf(ledger);
    }

    /** The history after another reading. */
    public static TableHistory after(@Nullable TableHistory before, TableDocument table, Instant at, int epoch) {
        TableCounters counters = table.counters();
        double rows = counters != null && counters.live() > 0
                ? counters.live()
                : table.storage().tuples();
        return new TableHistory(at, epoch, table.parentOid(), rows, counters, Ledger.after(before, table, at, epoch));
    }

    /**
     * The ledger's line of each index, by oid.
     *
     * @param othersSince since when the other servers of the cluster are watched too
     */
    public Map<Long, IndexUse> use(TableDocument table, @Nullable Instant statsReset, Instant othersSince) {
        Map<Long, IndexUse> use = new HashMap<>();
        for (IndexDocument index : table.indexes()) {
            ledger.stream()
                    .filter(line -> line.definitionHash().equals(index.definitionHash()) && line.oid() == index.oid())
                    .findFirst()
                    .ifPresent(line -> use.put(
                            index.oid(),
                            new IndexUse(
                                    line.uses(),
                                    line.writes(),
                                    line.since().isBefore(othersSince) ? othersSince : line.since(),
                                    index.counters().scans(),
                                    statsReset,
                                    line.delta(),
                                    line.dropped() == null
                                            ? null
                                            : line.dropped().name())));
        }
        return use;
    }

    /** The same, with uses by another server of the cluster, by index oid. */
    public TableHistory used(Map<Long, Long> scans) {
        List<LedgerLine> lines = ledger.stream()
                .map(line -> line.withMoreUses(scans.getOrDefault(line.oid(), 0L)))
                .toList();
        return new TableHistory(at, epoch, parentOid, rows, counters, lines);
    }

    /** Scans on this server between the last two readings, by index oid. */
    public Map<Long, Long> scansSince(@Nullable TableHistory before) {
        Map<Long, Long> scans = new HashMap<>();
        List<LedgerLine> earlier = before == null ? List.of() : before.ledger();
        for (LedgerLine old : earlier) {
            ledger.stream()
                    .filter(line ->
                            line.oid() == old.oid() && line.definitionHash().equals(old.definitionHash()))
                    .filter(line -> line.uses() > old.uses())
                    .forEach(line -> scans.put(line.oid(), line.uses() - old.uses()));
        }
        return scans;
    }

    /** The same, with the index of that oid marked as dropped by us; empty where it is not this table's. */
    public Optional<TableHistory> dropped(long oid, Dropped by) {
        return marked(line -> line.oid() == oid, by);
    }

    /** The same, with no mark for an index that we dropped under that name and created again; empty where there was none. */
    public Optional<TableHistory> created(String name) {
        return marked(line -> line.dropped() != null && line.dropped().name().equals(name), null);
    }

    private Optional<TableHistory> marked(Predicate<LedgerLine> which, @Nullable Dropped mark) {
        if (ledger.stream().noneMatch(which)) {
            return Optional.empty();
        }
        List<LedgerLine> lines = ledger.stream()
                .map(line -> which.test(line) ? line.withDropped(mark) : line)
                .toList();
        return Optional.of(new TableHistory(at, epoch, parentOid, rows, counters, lines));
    }
}
