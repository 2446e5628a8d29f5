package dev.tickbird.analyzer.workload;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the statements of one database ask of its tables. Of bounded size; what is older than some days weighs less and less.
 *
 * @param since from when on it counts
 * @param until when it was added to last
 * @param uses what their texts say
 * @param filtered what they were seen to do
 */
public record Workload(Instant since, Instant until, List<TableUse> uses, List<Filtered> filtered) {
    private static final Duration LONGEST = Duration.ofDays(4);
    private static final int MOST = 400;
    private static final double FORGOTTEN = 0.5;

    public Workload {
        Immutable.required(since, "since");
        Immutable.required(until, "until");
        uses = Immutable.list(uses);
        filtered = Immutable.list(filtered);
    }

    public static Workload empty(Instant since) {
        return new Workload(since, since, List.of(), List.of());
    }

    /** This and what statements asked until then. */
    public Workload and(List<TableUse> more, List<Filtered> moreFiltered, Instant at) {
        List<TableUse> all = new ArrayList<>(uses);
        more.forEach(use -> add(all, use, TableUse::same, TableUse::plus));
        List<Filtered> seen = new ArrayList<>(filtered);
        moreFiltered.forEach(filter -> add(seen, filter, Filtered::same, Filtered::plus));
        return new Workload(
                        since,
                        at,
                        most(all, TableUse::millis),
                        most(seen, filter -> filter.use().millis()))
                .faded();
    }

    /** What is known of that table: where a statement's text tells nothing of it, what it was seen to do. */
    public Workload of(TableDocument table) {
        List<TableUse> known = uses.stream()
                .filter(use -> use.access().about(table.schema(), table.name()))
                .toList();
        Set<String> told = known.stream()
                .filter(use -> !use.access().conditions().isEmpty())
                .map(TableUse::queryId)
                .collect(Collectors.toSet());
        Stream<TableUse> seen = filtered.stream()
                .filter(filter -> filter.relation() == table.oid()
                        && !told.contains(filter.use().queryId()))
                .map(filter -> filter.named(table));
        return new Workload(since, until, Stream.concat(known.stream(), seen).toList(), List.of());
    }

    public Duration span() {
        return Duration.between(since, until);
    }

    private Workload faded() {
        if (span().compareTo(LONGEST) < 0) {
            return this;
        }
        List<TableUse> half = uses.stream()
                .map(use -> use.times(0.5))
                .filter(use -> use.calls() >= FORGOTTEN)
                .toList();
        List<Filtered> halfSeen = filtered.stream()
                .map(filter -> filter.times(0.5))
                .filter(filter -> filter.use().calls() >= FORGOTTEN)
                .toList();
        return new Workload(until.minus(span().dividedBy(2)), until, half, halfSeen);
    }

    private static <T> void add(List<T> all, T one, BiPredicate<T, T> same, BinaryOperator<T> sum) {
        for (int i = 0; i < all.size(); i++) {
            if (same.test(all.get(i), one)) {
                all.set(i, sum.apply(all.get(i), one));
                return;
            }
        }
        all.add(one);
    }

    private static <T> List<T> most(List<T> all, ToDoubleFunction<T> millis) {
        return all.stream()
                .sorted(Comparator.comparingDouble(millis).reversed())
                .limit(MOST)
                .toList();
    }
}
