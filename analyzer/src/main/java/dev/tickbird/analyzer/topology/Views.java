package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.SilenceCase;
import dev.tickbird.schemas.fleet.Intervals;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What rules see of an instance, from its state. */
final class Views {
    private Views() {}

    static InstanceView of(InstanceState.Draft instance, Workspace work) {
        return new InstanceView(
                instance.instance,
                instance.target,
                instance.version,
                work.facts.get(instance.instance.value()),
                instance.horizon,
                instance.progress,
                instance.facts == null ? Map.of() : instance.facts.idleSlots());
    }

    static Intervals intervals(InstanceState.Draft instance) {
        return instance.target == null ? Intervals.DEFAULTS : instance.target.intervals();
    }

    /** No silence at all. */
    static SilenceCase heard(InstanceView view, Instant at, Intervals intervals) {
        return new SilenceCase(view, at, intervals.canary(), Duration.ZERO);
    }
}
