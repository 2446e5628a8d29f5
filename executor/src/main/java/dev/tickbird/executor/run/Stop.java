package dev.tickbird.executor.run;

import java.util.Set;

/** Why a running statement is ended by us. */
sealed interface Stop {
    /** For people. */
    String reason();

    /** Somebody waits for us: give way and try again. */
    record GiveWay(Set<Integer> waiting) implements Stop {
        @Override
        public String reason() {
            return "it gave way: session"
                    + (waiting.size() == 1 ? " " : "s ")
                    + String.join(
                            ", ", waiting.stream().sorted().map(String::valueOf).toList())
                    + " waited for it";
        }
    }

    /** A person asked for it. */
    record Asked(String reason) implements Stop {}

    /** A guard says that it must not go on. */
    record Forbidden(String reason) implements Stop {}

    /** A guard says that this is not the moment. */
    record NotNow(String reason) implements Stop {}

    /** The right to act is gone: the connection is given up, and what becomes of the statement is looked at later. */
    record FenceLost() implements Stop {
        @Override
        public String reason() {
            return "the fence could not be renewed";
        }
    }
}
