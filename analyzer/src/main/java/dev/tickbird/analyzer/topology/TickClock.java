package dev.tickbird.analyzer.topology;

/**
 * The clock of one partition: the sum of what its ticks added. It stands still while nothing is processed, so that no restart,
 * backlog or sleep looks like time.
 *
 * @param millis what has been added up
 * @param lastTick the timestamp of the last tick, epoch milliseconds; 0 before the first
 */
public record TickClock(long millis, long lastTick) {
    static final TickClock ZERO = new TickClock(0, 0);

    /**
     * After a tick: its distance from the one before, but one interval where that is over two. A late or repeated tick adds nothing.
     */
    TickClock tick(long timestamp, long intervalMillis) {
        if (lastTick == 0) {
            return new TickClock(millis + intervalMillis, timestamp);
        }
        long distance = timestamp - lastTick;
        if (distance <= 0) {
            return this;
        }
        return new TickClock(millis + (distance > 2 * intervalMillis ? intervalMillis : distance), timestamp);
    }
}
