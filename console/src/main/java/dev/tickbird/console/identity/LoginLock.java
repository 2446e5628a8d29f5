package dev.tickbird.console.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** After too many failures in a row a name, or an address, has to wait: a minute, then twice as long each time, up to a quarter of an hour. */
public final class LoginLock {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST = 10_000;

    private final int allowed;
    private final InstantSource clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

    private record Failures(int count, Instant until) {}

    /** Locks after that many failures. */
    public LoginLock(int allowed, InstantSource clock) {
        this.allowed = allowed;
        this.clock = clock;
    }

    /** How long it has to wait; empty when it need not. */
    public synchronized Optional<Duration> locked(String who) {
        Failures known = failures.get(who);
        Instant now = clock.instant();
        return known == null || known.count() < allowed || !now.isBefore(known.until())
                ? Optional.empty()
                : Optional.of(Duration.between(now, known.until()));
    }

    public synchronized void failed(String who) {
        Failures known = failures.get(who);
        Instant now = clock.instant();
        int count = known == null || now.isAfter(known.until().plus(LONGEST)) ? 1 : known.count() + 1;
        int over = Math.clamp(count - allowed, 0, 4);
        Duration wait = SHORTEST.multipliedBy(1L << over);
        failures.put(who, new Failures(count, now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait)));
        if (failures.size() > MOST) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    public synchronized void succeeded(String who) {
        failures.remove(who);
    }
}
