package dev.tickbird.executor.simulation;

import java.io.Serial;

/** Unwinds the threads of a process that is dead. An error: nothing of the product may catch it. */
final class Killed extends Error {
    @Serial
    private static final long serialVersionUID = 1;

    Killed() {
        super("killed", null, false, false);
    }
}
