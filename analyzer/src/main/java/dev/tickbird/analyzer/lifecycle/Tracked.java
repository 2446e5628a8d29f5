package dev.tickbird.analyzer.lifecycle;

import dev.tickbird.analyzer.rule.ObjectIdentity;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding with what is remembered to age it. All clock values are milliseconds of the partition's tick clock.
 *
 * @param scope what was evaluated when it was found, e.g. one table: the next evaluation of it speaks for this finding too
 * @param object what its action would work on; null without one
 * @param holds the levels whose condition holds now; empty when none does
 * @param clearMillis how long the condition must be gone
 * @param goneSince when the condition went; null while it holds
 * @param before the state before UNKNOWN; null unless UNKNOWN
 * @param silenced true when it is UNKNOWN because nothing is heard of the instance, not by the rule's own word
 * @param published the finding as it was published last; null before
 */
public record Tracked(
        Finding finding,
        String scope,
        @Nullable ObjectIdentity object,
        List<Hold> holds,
        long clearMillis,
        @Nullable Long goneSince,
        @Nullable FindingState before,
        boolean silenced,
        @Nullable Finding published,
        @Nullable Instant publishedAt) {
    public Tracked {
        holds = Immutable.list(holds);
    }

    public boolean holding() {
        return !holds.isEmpty();
    }

    /** Whether time alone may change it: a level not reached yet, or a condition that is gone but not for long enough. */
    public boolean inMotion(long clock) {
        boolean rising = holds.stream().anyMatch(hold -> !hold.reached(clock));
        boolean clearing = goneSince != null && finding.state() != FindingState.RESOLVED;
        return rising || clearing;
    }
}
