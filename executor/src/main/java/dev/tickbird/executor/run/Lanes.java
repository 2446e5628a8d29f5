package dev.tickbird.executor.run;

import dev.tickbird.schemas.common.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * How many instances may be worked on at once. Half as many after an action had to give way or met distress, one more after each that went
 * well, up to a limit. Who asked first goes first, but what is urgent before what is not.
 */
public final class Lanes {
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);
    private static final Comparator<Ticket> ORDER =
            Comparator.comparing(Ticket::priority).thenComparing(Ticket::since);

    private final int most;
    private final Map<InstanceId, Ticket> waiting = new HashMap<>();
    private int allowed;
    private int taken;

    public Lanes(int most) {
        this.most = most;
        this.allowed = most;
    }

    private record Ticket(Priority priority, Instant since, Instant seen) {}

    /** Takes one; false where others go first or all are taken. Who is refused asks again within two minutes to keep its place. */
    synchronized boolean enter(InstanceId instance, Priority priority, Instant now) {
        waiting.values().removeIf(ticket -> ticket.seen().plus(FORGOTTEN).isBefore(now));
        Ticket before = waiting.get(instance);
        Ticket own = new Ticket(priority, before == null ? now : before.since(), now);
        waiting.put(instance, own);
        long ahead = waiting.values().stream()
                .filter(other -> ORDER.compare(other, own) < 0)
                .count();
        if (priority != Priority.EMERGENCY && taken + ahead >= allowed) {
            return false;
        }
        waiting.remove(instance);
        taken++;
        return true;
    }

    synchronized void leave() {
        taken--;
    }

    /** An action had to give way, or a guard ended it. */
    synchronized void distress() {
        allowed = Math.max(1, allowed / 2);
    }

    /** An action went well. */
    synchronized void health() {
        allowed = Math.min(most, allowed + 1);
    }

    /** How many may be worked on now. */
    public synchronized int allowed() {
        return allowed;
    }
}
