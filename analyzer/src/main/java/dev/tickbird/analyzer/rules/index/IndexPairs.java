package dev.tickbird.analyzer.rules.index;

import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexKey;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which index of a table makes which other one superfluous. */
final class IndexPairs {
    private static final String BTREE = "btree";
    /** DESC and NULLS FIRST together: the order that a backward scan of the plain index gives. */
    private static final int REVERSED = 3;

    private IndexPairs() {}

    /** How one index covers another. */
    enum Kind {
        /** The same in everything that matters. */
        EXACT,
        /** The keys are the same, the payload is part of the other's. */
        INCLUDE_SUBSET,
        /** Each key the other way round. */
        REVERSED,
        /** Its keys lead the other's. */
        PREFIX
    }

    /** {@code dropped} is not needed beside {@code kept}. */
    record Pair(IndexDocument dropped, IndexDocument kept, Kind kind) {}

    /**
     * At most one pair for each index that could go. A duplicate's keeper is no duplicate itself, though it may be covered by a
     * longer index; every other keeper stays.
     */
    static List<Pair> of(TableDocument table) {
        List<IndexDocument> usable = table.indexes().stream()
                .filter(index -> index.valid() && index.ready() && index.live() && index.parentOid() == null)
                .filter(index -> !table.locked() || !hasText(index))
                .toList();
        List<Pair> all = new ArrayList<>();
        for (IndexDocument dropped : usable) {
            for (IndexDocument kept : usable) {
                kind(dropped, kept).ifPresent(kind -> all.add(new Pair(dropped, kept, kind)));
            }
        }
        return best(all);
    }

    private static List<Pair> best(List<Pair> all) {
        Set<Long> duplicates = droppedBy(all.stream().filter(pair -> pair.kind() == Kind.EXACT));
        Set<Long> superfluous = droppedBy(all.stream());
        List<Pair> chosen = new ArrayList<>();
        Set<Long> done = new HashSet<>();
        for (Kind kind : Kind.values()) {
            for (Pair pair : all) {
                if (pair.kind() == kind
                        && !(kind == Kind.EXACT ? duplicates : superfluous)
                                .contains(pair.kept().oid())
                        && done.add(pair.dropped().oid())) {
                    chosen.add(pair);
                }
            }
        }
        return chosen;
    }

    private static Set<Long> droppedBy(Stream<Pair> pairs) {
        return pairs.map(pair -> pair.dropped().oid()).collect(Collectors.toSet());
    }

    private static boolean hasText(IndexDocument index) {
        return index.partial() || index.keyColumns().contains(0);
    }

    private static Optional<Kind> kind(IndexDocument dropped, IndexDocument kept) {
        if (dropped.oid() == kept.oid() || protectedFromDrop(dropped) || !comparable(dropped, kept)) {
            return Optional.empty();
        }
        boolean sameLength = dropped.keys().size() == kept.keys().size();
        boolean sameOrder = sameOptions(dropped, kept);
        boolean samePayload = Set.copyOf(dropped.include()).equals(Set.copyOf(kept.include()));
        if (sameLength && sameOrder && samePayload) {
            return keeperWins(dropped, kept) && dropped.options().equals(kept.options())
                    ? Optional.of(Kind.EXACT)
                    : Optional.empty();
        }
        if (dropped.unique() || !dropped.method().equals(BTREE)) {
            return Optional.empty();
        }
        if (sameLength && sameOrder) {
            return Optional.of(Kind.INCLUDE_SUBSET);
        }
        if (sameLength && !sameOrder) {
            return !samePayload || keeperWins(dropped, kept) ? Optional.of(Kind.REVERSED) : Optional.empty();
        }
        return Optional.of(Kind.PREFIX);
    }

    private static boolean protectedFromDrop(IndexDocument index) {
        return index.primary()
                || index.constraint()
                || index.exclusion()
                || index.replicaIdentity()
                || index.clustered()
                || index.foreignKeyTarget()
                || index.extension() != null;
    }

    private static boolean comparable(IndexDocument dropped, IndexDocument kept) {
        return dropped.method().equals(kept.method())
                && Objects.equals(dropped.predicate(), kept.predicate())
                && lengthsFit(dropped, kept)
                && sameKeys(dropped, kept)
                && orderServes(dropped, kept)
                && payloadKept(dropped, kept)
                && uniquenessKept(dropped, kept);
    }

    private static boolean lengthsFit(IndexDocument dropped, IndexDocument kept) {
        return dropped.method().equals(BTREE)
                ? dropped.keys().size() <= kept.keys().size()
                : dropped.keys().size() == kept.keys().size();
    }

    private static boolean sameKeys(IndexDocument dropped, IndexDocument kept) {
        for (int i = 0; i < dropped.keys().size(); i++) {
            IndexKey a = dropped.keys().get(i);
            IndexKey b = kept.keys().get(i);
            if (a.column() != b.column()
                    || !Objects.equals(a.expression(), b.expression())
                    || !a.operatorClass().equals(b.operatorClass())
                    || !Objects.equals(a.collation(), b.collation())) {
                return false;
            }
        }
        return true;
    }

    private static boolean orderServes(IndexDocument dropped, IndexDocument kept) {
        return sameOptions(dropped, kept) || (dropped.method().equals(BTREE) && reversed(dropped, kept));
    }

    /** Whether each key is in the other direction: the same rows, read backwards. */
    private static boolean reversed(IndexDocument dropped, IndexDocument kept) {
        int keys = dropped.keys().size();
        return kept.keys().size() == keys
                && IntStream.range(0, keys)
                        .allMatch(i -> (dropped.keys().get(i).options()
                                        ^ kept.keys().get(i).options())
                                == REVERSED);
    }

    private static boolean sameOptions(IndexDocument dropped, IndexDocument kept) {
        for (int i = 0; i < dropped.keys().size(); i++) {
            if (dropped.keys().get(i).options() != kept.keys().get(i).options()) {
                return false;
            }
        }
        return true;
    }

    private static boolean payloadKept(IndexDocument dropped, IndexDocument kept) {
        Set<Integer> carried = new HashSet<>(kept.include());
        carried.addAll(kept.keyColumns());
        return carried.containsAll(dropped.include());
    }

    private static boolean uniquenessKept(IndexDocument dropped, IndexDocument kept) {
        return !dropped.unique()
                || (kept.unique()
                        && kept.keys().size() == dropped.keys().size()
                        && kept.nullsNotDistinct() == dropped.nullsNotDistinct()
                        && (kept.immediate() || !dropped.immediate()));
    }

    /** Of two equal ones the constraint stays, then the unique one, the replica identity, the clustered one, the older one. */
    private static boolean keeperWins(IndexDocument dropped, IndexDocument kept) {
        int difference = Integer.compare(worth(kept), worth(dropped));
        return difference > 0 || (difference == 0 && kept.oid() < dropped.oid());
    }

    private static int worth(IndexDocument index) {
        return (index.primary() || index.constraint() || index.exclusion() ? 16 : 0)
                + (index.foreignKeyTarget() ? 8 : 0)
                + (index.unique() ? 4 : 0)
                + (index.replicaIdentity() ? 2 : 0)
                + (index.clustered() ? 1 : 0);
    }
}
