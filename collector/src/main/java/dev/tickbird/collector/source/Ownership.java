package dev.tickbird.collector.source;

import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.Collection;

/** Told which targets are ours. Called by one thread; returns soon. */
public interface Ownership {
    /** These are all our targets of the partition from now on. */
    void owned(int partition, Collection<TargetSpec> targets);

    /** The partition belongs to somebody else: nothing of it may be published after the return. */
    void revoked(int partition);
}
