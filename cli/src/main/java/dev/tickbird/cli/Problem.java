package dev.tickbird.cli;

/** Something that a command cannot do, with what would help, and the exit code for it. */
public final class Problem extends RuntimeException {
    /** Something was found, or did not come about. */
    public static final int FOUND = ExitCode.FOUND;

    /** The command line or a file is wrong. */
    public static final int USAGE = ExitCode.USAGE;

    /** A server could not be reached or refused us. */
    public static final int UNREACHABLE = ExitCode.UNREACHABLE;

    /** The service said no: it does not fit what is there now, or there is no such thing. */
    public static final int REFUSED = ExitCode.FOUND;

    /** Too much was asked in too short a time: try again later. */
    public static final int BUSY = ExitCode.BUSY;

    /** Who asks may not do it. */
    public static final int NOT_PERMITTED = ExitCode.NOT_PERMITTED;

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
