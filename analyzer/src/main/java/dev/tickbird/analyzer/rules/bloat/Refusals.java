package dev.tickbird.analyzer.rules.bloat;

import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rules.bloat.TupleLayout.Part;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When the bloat model must not answer. */
final class Refusals {
    private static final double MOST_CHANGED = 0.2;

    private Refusals() {}

    /** Why there is no estimate, and what would help. */
    record Refusal(String reason, @Nullable String fix) {}

    /** Relations that nobody expects an answer for: not even UNKNOWN is said of them. */
    static boolean outOfScope(TableCase facts) {
        return facts.table().kind() == TableKind.PARTITIONED_TABLE
                || !facts.table().persistence().equals("p")
                || facts.table().extension() != null;
    }

    static Optional<Refusal> of(TableCase facts, List<Part> parts) {
        Optional<Gap> gap = facts.gap(Gap.COLUMN_STATISTICS);
        boolean missing = parts.stream().anyMatch(part -> part.column().statistics() == null);
        if (missing && gap.isPresent()) {
            return Optional.of(new Refusal(gap.get().reason(), gap.get().fix()));
        }
        if (missing) {
            return Optional.of(new Refusal(
                    "a column has no statistics: the table was not analyzed since it was added", "ANALYZE"));
        }
        if (facts.table().locked()) {
            return Optional.of(new Refusal("another session held an ACCESS EXCLUSIVE lock", null));
        }
        if (neverCounted(facts)) {
            return Optional.of(new Refusal("its rows were never counted", "ANALYZE"));
        }
        return stale(facts).or(() -> inherits(facts));
    }

    private static boolean neverCounted(TableCase facts) {
        double tuples = facts.table().storage().tuples();
        return tuples < 0 || (tuples == 0 && facts.bytes() > 0);
    }

    private static Optional<Refusal> stale(TableCase facts) {
        TableCounters counters = facts.table().counters();
        if (counters == null) {
            return Optional.of(new Refusal("its counters could not be read", null));
        }
        if (!facts.countersLag() && counters.modifiedSinceAnalyze() > MOST_CHANGED * Math.max(1, facts.rows())) {
            return Optional.of(new Refusal("more than 20 % of its rows changed since the last ANALYZE", "ANALYZE"));
        }
        Instant reset = facts.statsReset();
        Instant analyzed = counters.analyzedAt();
        if (reset != null && analyzed != null && analyzed.isBefore(reset)) {
            return Optional.of(new Refusal("the counters were reset after the last ANALYZE", "ANALYZE"));
        }
        return Optional.empty();
    }

    private static Optional<Refusal> inherits(TableCase facts) {
        boolean mixed = facts.table().storage().hasChildren()
                && facts.table().columns().stream()
                        .anyMatch(column -> column.statistics() != null
                                && column.statistics().inherited());
        return mixed ? Optional.of(new Refusal("its statistics include its children", null)) : Optional.empty();
    }
}
