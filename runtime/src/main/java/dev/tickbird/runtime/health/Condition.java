package dev.tickbird.runtime.health;

/** How a part of an agent is. */
public sealed interface Condition {

    Condition UP = new Up();

    static Condition down(String reason) {
        return new Down(reason);
    }

    /** It does its work. */
    record Up() implements Condition {}

    /**
     * It does not do its work.
     *
     * @param reason for people; never holds a secret
     */
    record Down(String reason) implements Condition {}
}
