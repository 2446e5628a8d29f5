package dev.tickbird.analyzer.rollup;

import dev.tickbird.analyzer.rule.Level;
import dev.tickbird.analyzer.rule.ObjectIdentity;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject.Relation;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding that may be rolled up with others like it.
 *
 * @param levels those that it has reached; while it is pending, those that it waits for
 * @param holding false while its condition is gone, but not for long enough to be over
 * @param object what its action would work on; null without one
 * @param root the partitioned table at the top that its table is a partition of; null for any other
 */
public record Member(
        Finding finding,
        List<Level> levels,
        boolean holding,
        @Nullable ObjectIdentity object,
        @Nullable Relation root) {
    /**
     * Certain ones before provisional ones, reached ones before those that wait, then by severity, then by size; the name decides
     * between equals.
     */
    static final Comparator<Member> WORST_FIRST = Comparator.comparing(Member::provisional)
            .thenComparing(Member::pending)
            .thenComparing(Member::severity, Comparator.reverseOrder())
            .thenComparing(Member::size, Comparator.reverseOrder())
            .thenComparing(member -> member.finding().subject().label());

    public Member {
        levels = List.copyOf(levels);
    }

    /** One that nobody waits for. */
    public static Member open(Finding finding, @Nullable ObjectIdentity object, @Nullable Relation root) {
        return new Member(finding, List.of(Level.at(finding.severity())), true, object, root);
    }

    boolean pending() {
        return finding.state() == FindingState.PENDING;
    }

    boolean provisional() {
        return finding.provisional();
    }

    boolean uncertain() {
        return finding.state() == FindingState.UNKNOWN;
    }

    Severity severity() {
        return finding.severity();
    }

    /** What ranks it among those of its rule: what mending it gains, else the first figure that shows it. */
    @Nullable
    Measure figure() {
        if (!finding.expectedGain().isEmpty()) {
            return finding.expectedGain().getFirst();
        }
        return finding.evidence().isEmpty() ? null : finding.evidence().getFirst();
    }

    private BigDecimal size() {
        Measure figure = figure();
        return figure == null ? BigDecimal.ZERO : figure.value();
    }
}
