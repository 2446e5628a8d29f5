package dev.tickbird.collector.probe;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** UUIDs of version 7: a later one sorts after an earlier one, also within one millisecond. Safe for use by many threads. */
public final class TimeOrderedId {
    private static final long COUNTER_MASK = 0xfffL;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private long counter;

    public TimeOrderedId(InstantSource clock) {
        this.clock = clock;
    }

    /** A new one; the twelve bits after the time count within a millisecond. */
    public synchronized String next() {
        long millis = Math.max(clock.millis(), lastMillis);
        counter = millis == lastMillis ? counter + 1 : 0;
        if (counter > COUNTER_MASK) {
            millis++;
            counter = 0;
        }
        lastMillis = millis;
        long most = (millis << 16) | 0x7000L | counter;
        long least = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(most, least).toString();
    }
}
