package dev.tickbird.analyzer.lifecycle;

import dev.tickbird.schemas.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** When a finding is worth a record: what matters changed, or its figures changed and the last record is old. */
public final class Publication {
    private static final Duration FIGURES_EVERY = Duration.ofMinutes(5);

    private Publication() {}

    public static boolean due(Tracked tracked, Instant at) {
        Finding last = tracked.published();
        Instant lastAt = tracked.publishedAt();
        if (last == null || lastAt == null) {
            return true;
        }
        Finding now = tracked.finding();
        return mattersMore(last, now)
                || (!last.evidence().equals(now.evidence()) && !at.isBefore(lastAt.plus(FIGURES_EVERY)));
    }

    private static boolean mattersMore(Finding last, Finding now) {
        return last.state() != now.state()
                || last.severity() != now.severity()
                || last.episode() != now.episode()
                || last.provisional() != now.provisional()
                || !Objects.equals(last.action(), now.action())
                || !Objects.equals(last.causedBy(), now.causedBy())
                || !Objects.equals(last.unknownReason(), now.unknownReason())
                || !last.tags().equals(now.tags());
    }
}
