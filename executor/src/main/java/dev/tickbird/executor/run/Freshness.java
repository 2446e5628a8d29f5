package dev.tickbird.executor.run;

import dev.tickbird.runtime.kafka.CatchUpException;

/** Reads what may have been said meanwhile, before a step is taken. */
@FunctionalInterface
public interface Freshness {
    /**
     * Returns when orders, targets and config are read to where they ended at the call.
     *
     * @throws CatchUpException when Kafka does not answer in time
     */
    void catchUp();
}
