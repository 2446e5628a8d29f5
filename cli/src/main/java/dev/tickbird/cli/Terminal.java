package dev.tickbird.cli;

import java.io.Console;
import java.util.Locale;

/** Whoever sits in front of the command, if anybody does. */
public interface Terminal {
    /** Whether there is somebody to ask. */
    boolean attended();

    /** Asks; anything but y or yes is a no. */
    boolean confirm(String question);

    /** Asks for something that is not shown while it is typed; empty when nobody answers. */
    String secret(String question);

    /** The terminal of this process. */
    @SuppressWarnings("SystemConsoleNull") // since Java 25 it is null again where there is no terminal
    static Terminal ofThisProcess() {
        Console console = System.console();
        return new Terminal() {
            @Override
            public boolean attended() {
                return console != null && console.isTerminal();
            }

            @Override
            public boolean confirm(String question) {
                if (console == null) {
                    return false;
                }
                String answer = console.readLine("%s [y/N] ", question);
                return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
            }

            @Override
            public String secret(String question) {
                char[] typed = console == null ? null : console.readPassword("%s: ", question);
                return typed == null ? "" : new String(typed).strip();
            }
        };
    }
}
