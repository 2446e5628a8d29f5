package dev.tickbird.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for what another thread or process brings about, with a deadline instead of a fixed sleep. */
public final class Await {

    private static final long STEP_MILLISECONDS = 10;

    private Await() {}

    /** Returns when the condition holds; fails when it does not within the limit. */
    public static void until(Duration limit, Callable<Boolean> condition) {
        until(limit, "the condition", condition);
    }

    /** As above; {@code what} completes the sentence "… did not come true within 5 s". */
    public static void until(Duration limit, String what, Callable<Boolean> condition) {
        value(limit, what, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    /** The first value that is present; an exception counts as "not yet" and is the cause of the failure. */
    public static <T> T value(Duration limit, String what, Callable<Optional<T>> source) {
        long deadline = System.nanoTime() + limit.toNanos();
        @Nullable Throwable last = null;
        do {
            try {
                Optional<T> value = source.call();
                if (value.isPresent()) {
                    return value.get();
                }
                last = null;
            } catch (Exception | AssertionError e) {
                last = e;
            }
        } while (System.nanoTime() < deadline && pause());
        throw new AssertionError(what + " did not come true within " + limit.toMillis() + " ms", last);
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(STEP_MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
