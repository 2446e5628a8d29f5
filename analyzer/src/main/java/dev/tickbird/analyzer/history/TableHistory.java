package dev.tickbird.analyzer.history;

import dev.tickbird.analyzer.history.LedgerLine.Dropped;
import dev.tickbird.analyzer.rule.Baseline;
import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.analyzer.rule.Partition;
import dev.tickbird.analyzer.rule.Partitions.Leaf;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexUsage.Scans;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Instant;
import java.util.ArrayList;
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
                Ledger.after(before, table, at, epoch),
                Builds.after(before, table, epoch));
    }

    /** The size of its heap when it was read last; 0 where an older analyzer wrote it down. */
    public long heapPages() {
        return files.stream()
                .filter(file -> file.relation() == Baselines.HEAP)
                .mapToLong(FileHistory::pages)
                .sum();
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
                    .ifPresent(line -> use.put(index.oid(), line.use(index.sizeBytes(), statsReset, othersSince)));
        }
        return use;
    }

    /** As a part of the partitioned table above it; empty for a table that is no partition. */
    public Optional<Partition> partition(long oid, @Nullable Instant statsReset, Instant othersSince) {
        if (parentOid == null) {
            return Optional.empty();
        }
        List<Partition.Attached> attached = new ArrayList<>();
        for (LedgerLine line : ledger) {
            Long parent = line.parentOid();
            if (parent != null && line.seen().equals(at)) {
                attached.add(new Partition.Attached(
                        parent, line.oid(), line.use(bytes(line.oid()), statsReset, othersSince)));
            }
        }
        Leaf leaf = counters == null ? null : new Leaf(heapPages(), Math.max(0, rows), counters);
        return Optional.of(new Partition(oid, parentOid, leaf, attached));
    }

    private long bytes(long relation) {
        return files.stream()
                .filter(file -> file.relation() == relation)
                .mapToLong(FileHistory::bytes)
                .sum();
    }

    /** The same, with uses of an index by another server of the cluster; by its definition where it was rebuilt meanwhile. */
    public TableHistory used(long oid, String definitionHash, long scans) {
        Optional<LedgerLine> used = ledger.stream()
                .filter(line -> line.oid() == oid)
                .findFirst()
                .or(() -> ledger.stream()
                        .filter(line -> line.definitionHash().equals(definitionHash))
                        .findFirst());
        List<LedgerLine> lines = ledger.stream()
                .map(line -> used.filter(line::equals).isPresent() ? line.withMoreUses(scans) : line)
                .toList();
        return new TableHistory(at, epoch, parentOid, rows, counters, lines, files);
    }

    /** Scans on this server since the reading before. */
    public List<Scans> scans(long table) {
        return ledger.stream()
                .filter(line -> line.added() > 0 && line.seen().equals(at))
                .map(line -> new Scans(table, line.oid(), line.definitionHash(), line.added()))
                .toList();
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
        return Optional.of(new TableHistory(at, epoch, parentOid, rows, counters, lines, files));
    }
}
