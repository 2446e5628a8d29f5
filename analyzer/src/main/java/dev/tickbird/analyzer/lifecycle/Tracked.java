package dev.tickbird.analyzer.lifecycle;

import dev.tickbird.analyzer.rule.Level;
import dev.tickbird.analyzer.rule.ObjectIdentity;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.execution.Window;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import java.time.Duration;
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
 * @param rolledUpBy the finding that is told in its place; null while it stands for itself
 * @param window when its action may begin; null for at any time
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
        @Nullable Instant publishedAt,
        @Nullable FindingId rolledUpBy,
        @Nullable Window window) {
    public Tracked {
        holds = Immutable.list(holds);
    }

    /** The severity it has reached; while it is pending, those that it waits for. */
    public List<Level> levels() {
        if (finding.state() != FindingState.PENDING) {
            return List.of(Level.at(finding.severity()));
        }
        return holds.stream()
                .map(hold -> new Level(hold.severity(), Duration.ofMillis(hold.afterMillis())))
                .toList();
    }

    /** The same, told by itself or by another finding from now on. */
    public Tracked rolledUp(@Nullable FindingId by) {
        return new Tracked(
                finding,
                scope,
                object,
                holds,
                clearMillis,
                goneSince,
                before,
                silenced,
                published,
                publishedAt,
                by,
                window);
    }

    /** The same, taken back from those who were told. */
    public Tracked untold() {
        return new Tracked(
                finding,
                scope,
                object,
                holds,
                clearMillis,
                goneSince,
                before,
                silenced,
                null,
                null,
                rolledUpBy,
                window);
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
