package dev.tickbird.collector.publish;

import dev.tickbird.schemas.wire.Topic;

/** Where snapshots go. Records of one topic and key arrive in the order of the calls. */
@FunctionalInterface
public interface Outlet {
    /**
     * Sends one record without waiting for it.
     *
     * @param lost called, from any thread, when the record did not arrive: the next snapshot of its stream must be FULL
     */
    void send(Topic topic, String key, Object value, Runnable lost);
}
