package dev.tickbird.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe to read from other threads. */
public final class MovableClock implements InstantSource {

    private final AtomicReference<Instant> now;

    private MovableClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    public static MovableClock at(Instant start) {
        return new MovableClock(start);
    }

    /** As {@link #at}, from ISO text such as {@code 2026-11-20T09:00:00Z}. */
    public static MovableClock at(String start) {
        return at(Instant.parse(start));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves the clock on and returns the new time; a negative duration sets it back, as a corrected system clock. */
    public Instant advance(Duration duration) {
        return now.updateAndGet(instant -> instant.plus(duration));
    }

    public void set(Instant instant) {
        now.set(instant);
    }
}
