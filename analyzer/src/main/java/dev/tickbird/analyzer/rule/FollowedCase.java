package dev.tickbird.analyzer.rule;

import java.time.Instant;
import java.util.List;

/** The actions of an instance that have succeeded not long ago. */
public record FollowedCase(InstanceView instance, Instant at, List<FollowedAction> actions) {
    public FollowedCase {
        actions = List.copyOf(actions);
    }
}
