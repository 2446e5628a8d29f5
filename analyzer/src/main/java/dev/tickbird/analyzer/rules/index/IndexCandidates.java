package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.workload.Access;
import dev.tickbird.analyzer.workload.Condition.Kind;
import dev.tickbird.analyzer.workload.Sort;
import dev.tickbird.analyzer.workload.TableUse;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * B-trees that statements ask for and that the table lacks. A statement counts when it reads a good part of the table and wants
 * little of it: both are seen in its counters, and the statistics of the columns agree.
 */
final class IndexCandidates {
    private static final double PAGE = 8192;
    /** An index pays where it leads to a small part of the table. */
    private static final double SMALL_SHARE = 0.05;
    /** A statement reads the table whole where it touches this share of its pages; a LIMIT may end it early. */
    private static final double MUCH_READ = 0.3;
    /** So few rows that further columns tell nothing more apart. */
    private static final double FEW_ROWS = 10;

    private static final int MOST_COLUMNS = 4;
    private final TableCase facts;
    private final Columns columns;

    private IndexCandidates(TableCase facts) {
        this.facts = facts;
        this.columns = new Columns(facts);
    }

    /**
     * An index and what it would serve.
     *
     * @param equal how many of its first columns are compared with single values
     */
    record Candidate(List<IndexColumn> columns, int equal, List<TableUse> served) {
        double millis() {
            return served.stream().mapToDouble(TableUse::millis).sum();
        }

        double calls() {
            return served.stream().mapToDouble(TableUse::calls).sum();
        }

        List<String> names() {
            return columns.stream().map(IndexColumn::column).toList();
        }
    }

    /** What costs most first. */
    static List<Candidate> of(TableCase facts, Workload workload) {
        return new IndexCandidates(facts).all(workload);
    }

    private List<Candidate> all(Workload workload) {
        List<Candidate> found = new ArrayList<>();
        for (TableUse use : workload.uses()) {
            if (readsMuch(use)) {
                Candidate candidate = candidate(use);
                if (!candidate.columns().isEmpty() && !served(candidate)) {
                    found.add(candidate);
                }
            }
        }
        return merged(found).stream()
                .sorted(Comparator.comparingDouble(Candidate::millis).reversed())
                .toList();
    }

    private boolean readsMuch(TableUse use) {
        double pages = Math.max(1, facts.bytes() / PAGE);
        return use.calls() > 0 && use.blocksPerCall() >= MUCH_READ * pages;
    }

    private boolean wantsLittle(TableUse use) {
        return !use.access().aggregates() && use.rowsPerCall() <= SMALL_SHARE * columns.rows();
    }

    private Candidate candidate(TableUse use) {
        Access access = use.access();
        List<String> equal = known(access.columns(Kind.EQUAL).stream());
        List<String> ranges = known(access.columns(Kind.RANGE).stream());
        if (equal.isEmpty() && ranges.isEmpty() && wantsLittle(use)) {
            equal = known(access.columns(Kind.JOIN).stream());
        }
        List<IndexColumn> keys = new ArrayList<>();
        List<String> used = telling(equal);
        used.forEach(name -> keys.add(IndexColumn.ascending(name)));
        boolean few = columns.share(used).orElse(1) <= SMALL_SHARE && !used.isEmpty();
        boolean selective = few || (used.size() == equal.size() && wantsLittle(use));
        if (!selective) {
            return new Candidate(List.of(), 0, List.of(use));
        }
        List<IndexColumn> order = ranges.isEmpty() ? order(access.order(), used) : List.of();
        if (!order.isEmpty()) {
            keys.addAll(order);
        } else {
            ranges.stream()
                    .filter(name -> !used.contains(name))
                    .limit(1)
                    .forEach(name -> keys.add(IndexColumn.ascending(name)));
        }
        List<IndexColumn> some = keys.subList(0, Math.min(MOST_COLUMNS, keys.size()));
        return new Candidate(List.copyOf(some), used.size(), List.of(use));
    }

    /** The best first, and no more of them than it takes. */
    private List<String> telling(List<String> equal) {
        List<String> sorted = equal.stream()
                .sorted(Comparator.comparingDouble(
                                (String name) -> columns.share(name).orElse(1))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<String> used = new ArrayList<>();
        for (String name : sorted) {
            OptionalDouble share = columns.share(used);
            if (!used.isEmpty() && share.isPresent() && share.getAsDouble() * columns.rows() <= FEW_ROWS) {
                break;
            }
            used.add(name);
        }
        return used;
    }

    private List<IndexColumn> order(List<Sort> sorts, List<String> equal) {
        List<Sort> rest =
                sorts.stream().filter(sort -> !equal.contains(sort.column())).toList();
        return rest.stream().allMatch(sort -> columns.indexable(sort.column())) ? plain(rest) : List.of();
    }

    /** An index is read backwards as well as forwards: where all are reversed, the plain one serves. */
    private static List<IndexColumn> plain(List<Sort> sorts) {
        boolean backwards = sorts.stream().allMatch(sort -> sort.descending() && sort.nullsFirst());
        return sorts.stream()
                .map(sort -> backwards
                        ? IndexColumn.ascending(sort.column())
                        : new IndexColumn(sort.column(), sort.descending(), sort.nullsFirst()))
                .toList();
    }

    private List<String> known(Stream<String> names) {
        return names.filter(columns::indexable).toList();
    }

    /** Whether an index is there whose first keys lead to a small part of the table: then the planner had its choice. */
    private boolean served(Candidate candidate) {
        return facts.table().indexes().stream()
                .filter(IndexDocument::valid)
                .anyMatch(index -> serves(index, candidate));
    }

    private boolean serves(IndexDocument index, Candidate candidate) {
        List<String> wanted = candidate.names();
        List<String> keys = columns.keys(index);
        List<String> prefix = keys.stream().takeWhile(wanted::contains).toList();
        if (prefix.isEmpty()) {
            return false;
        }
        List<String> equal = wanted.subList(0, candidate.equal());
        boolean covers = prefix.size() >= wanted.size() || !equal.containsAll(prefix);
        return covers || columns.share(prefix).orElse(0) <= SMALL_SHARE;
    }

    /** A shorter one's columns lead the longer one where they can: one index for both. */
    private static List<Candidate> merged(List<Candidate> found) {
        List<Candidate> longestFirst = found.stream()
                .sorted(Comparator.comparingInt(
                                (Candidate candidate) -> candidate.columns().size())
                        .reversed())
                .toList();
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : longestFirst) {
            if (!absorbed(candidate, kept)) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static boolean absorbed(Candidate candidate, List<Candidate> kept) {
        for (int i = 0; i < kept.size(); i++) {
            Candidate longer = kept.get(i);
            if (longer.names()
                    .subList(
                            0,
                            Math.min(
                                    candidate.columns().size(), longer.columns().size()))
                    .equals(candidate.names())) {
                kept.set(i, with(longer, longer.columns(), candidate));
                return true;
            }
            boolean reorders = candidate.equal() == candidate.columns().size()
                    && longer.names().subList(0, longer.equal()).containsAll(candidate.names())
                    && longer.served().size() == 1;
            if (reorders) {
                List<IndexColumn> columns = new ArrayList<>(candidate.columns());
                longer.columns().stream()
                        .filter(column -> !columns.contains(column))
                        .forEach(columns::add);
                kept.set(i, with(longer, columns, candidate));
                return true;
            }
        }
        return false;
    }

    private static Candidate with(Candidate longer, List<IndexColumn> columns, Candidate absorbed) {
        return new Candidate(
                List.copyOf(columns),
                longer.equal(),
                Stream.concat(longer.served().stream(), absorbed.served().stream())
                        .toList());
    }
}
