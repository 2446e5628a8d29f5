package dev.tickbird.runtime.health;

/** A part of an agent that can say how it is. Asked by many threads; must answer at once. */
public interface HealthCheck {

    /** A short name such as {@code kafka}. */
    String name();

    Condition condition();
}
