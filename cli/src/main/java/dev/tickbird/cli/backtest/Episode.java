package dev.tickbird.cli.backtest;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A finding from its beginning to its end, within a replay.
 *
 * @param id the finding's
 * @param number its how-manieth occurrence
 * @param worst the highest severity that it had
 * @param provisional whether it was never certain
 * @param since when it began
 * @param until when it was resolved; null when it was not
 */
record Episode(
        String id,
        int number,
        String instance,
        String rule,
        String subject,
        String title,
        Severity worst,
        boolean provisional,
        Instant since,
        @Nullable Instant until) {
    static final Comparator<Episode> ORDER = Comparator.comparing(Episode::instance)
            .thenComparing(Episode::worst, Comparator.reverseOrder())
            .thenComparing(Episode::rule)
            .thenComparing(Episode::subject)
            .thenComparingInt(Episode::number);

    static Episode of(Finding finding) {
        return new Episode(
                finding.id().value(),
                finding.episode(),
                finding.instance().value(),
                finding.rule(),
                finding.subject().label(),
                finding.title(),
                finding.severity(),
                finding.provisional(),
                finding.since(),
                finding.state() == FindingState.RESOLVED ? finding.resolvedAt() : null);
    }

    String key() {
        return id + "/" + number;
    }

    /** The same after a later record of it. */
    Episode and(Episode later) {
        return new Episode(
                id,
                number,
                instance,
                rule,
                subject,
                later.title,
                worst.atLeast(later.worst) ? worst : later.worst,
                provisional && later.provisional,
                since,
                later.until);
    }

    /** The same, taken back or rolled up at that time. */
    Episode ended(Instant at) {
        return new Episode(id, number, instance, rule, subject, title, worst, provisional, since, at);
    }

    /** Whether people would have seen the same. */
    boolean alike(Episode other) {
        return worst == other.worst && provisional == other.provisional;
    }
}
