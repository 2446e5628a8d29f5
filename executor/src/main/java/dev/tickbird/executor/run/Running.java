package dev.tickbird.executor.run;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The statement that runs now, for whoever wants it to stop; a wish that comes before the statement is kept for it. */
final class Running {
    private final AtomicReference<@Nullable Stop> wish = new AtomicReference<>();
    private volatile @Nullable Watchdog watchdog;

    void began(Watchdog now) {
        watchdog = now;
        Stop early = wish.get();
        if (early != null) {
            now.stop(early);
        }
    }

    void ended() {
        watchdog = null;
    }

    void stop(Stop reason) {
        wish.set(reason);
        Watchdog now = watchdog;
        if (now != null) {
            now.stop(reason);
        }
    }
}
