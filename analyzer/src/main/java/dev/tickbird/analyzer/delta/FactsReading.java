package dev.tickbird.analyzer.delta;

import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.SettingChange;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a server's facts.
 *
 * @param at when, by the server's clock
 * @param epoch the mark of the epoch of its counters
 */
public record FactsReading(InstanceFacts facts, Instant at, int epoch) {
    public static FactsReading of(SnapshotHeader header, InstanceFacts facts) {
        return new FactsReading(facts, header.takenAt(), Epoch.of(header, null).mark());
    }

    /** What rules see of this reading, held against an earlier one; the fleet file's wishes are added later. */
    public FactsCase against(
            @Nullable FactsReading earlier, InstanceView view, List<Gap> gaps, Map<String, SettingChange> changes) {
        if (earlier == null || earlier.epoch != epoch || !earlier.at.isBefore(at)) {
            return new FactsCase(view, at, facts, null, Map.of(), false, gaps, changes, Map.of());
        }
        Duration window = Duration.between(earlier.at, at);
        return new FactsCase(
                view,
                at,
                facts,
                new FactsCase.Earlier(earlier.facts, window),
                DatabaseDeltas.between(earlier.facts, facts, window),
                false,
                gaps,
                changes,
                Map.of());
    }
}
