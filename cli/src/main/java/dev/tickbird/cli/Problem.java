package dev.tickbird.cli;

/** Something that a command cannot do, with what would help, and the exit code for it. */
public final class Problem extends RuntimeException {
    /** Something was found, or did not come about. */
    public static final int FOUND = 1;

    /** The command line or a file is wrong. */
    public static final int USAGE = 2;

    /** A server could not be reached or refused us. */
    public static final int UNREACHABLE = 3;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public Problem(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
