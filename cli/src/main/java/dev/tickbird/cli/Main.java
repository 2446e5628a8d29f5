package dev.tickbird.cli;

/** The {@code tickbird} command. */
public final class Main {

    private static final String HELP = """
            Usage: tickbird COMMAND [OPTIONS]

            Event-driven agents that keep fleets of PostgreSQL servers healthy.
            """;

    private Main() {}

    public static void main(String[] arguments) {
        System.out.print(HELP);
    }
}
