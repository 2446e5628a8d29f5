package dev.tickbird.executor.source;

import java.time.Duration;

/** How often something may be told: what others write in a flood must not fill logs and topics. Used by one thread. */
final class Allowance {
    private final int most;
    private final long period;
    private int left;
    private long since = System.nanoTime();

    Allowance(int most, Duration per) {
        this.most = most;
        this.period = per.toNanos();
        this.left = most;
    }

    /** Uses one up; false when none is left for now. */
    boolean take() {
        if (System.nanoTime() - since > period) {
            since = System.nanoTime();
            left = most;
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
