package dev.tickbird.cli.remote;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.Terminal;

/** Asks the person at the terminal. */
final class Question {
    private Question() {}

    /** Returns only after a yes. */
    static void ask(Terminal terminal, String question, boolean answered) {
        if (answered) {
            return;
        }
        if (!terminal.attended()) {
            throw new Problem("nobody can be asked here: look at it first, then give --yes", Problem.USAGE);
        }
        if (!terminal.confirm(question)) {
            throw new Problem("nothing was done", Problem.REFUSED);
        }
    }

    /** A secret, typed unseen. */
    static String secret(Terminal terminal, String question) {
        if (!terminal.attended()) {
            throw new Problem("nobody can be asked here: give --token-file or TICKBIRD_TOKEN", Problem.USAGE);
        }
        return terminal.secret(question);
    }
}
