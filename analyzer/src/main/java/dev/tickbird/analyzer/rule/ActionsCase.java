package dev.tickbird.analyzer.rule;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The approved actions of an instance that have not ended, and the proposals that wait for people. */
public record ActionsCase(InstanceView instance, Instant at, Collection<OpenAction> actions) {
    public ActionsCase {
        actions = List.copyOf(actions);
    }
}
