package dev.tickbird.cli.remote;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Terminal;
import java.io.Console;
import java.util.Locale;

/** Asks the person at the terminal. */
final class Question {
    private Question() {}

    /** Returns only after a yes. */
    static void ask(String question, boolean answered) {
        if (answered) {
            return;
        }
        Console console = Terminal.console()
                .orElseThrow(() ->
                        new Problem("nobody can be asked here: look at it first, then give --yes", Problem.USAGE));
        String answer = console.readLine("%s [y/N] ", question);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new Problem("nothing was done", Problem.REFUSED);
        }
    }

    /** A secret, typed unseen. */
    static String secret(String question) {
        Console console = Terminal.console()
                .orElseThrow(() ->
                        new Problem("nobody can be asked here: give --token-file or TICKBIRD_TOKEN", Problem.USAGE));
        char[] typed = console.readPassword("%s: ", question);
        return typed == null ? "" : new String(typed).strip();
    }
}
