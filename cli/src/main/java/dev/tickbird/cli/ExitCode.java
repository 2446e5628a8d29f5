package dev.tickbird.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the exit codes of {@code tickbird} mean; every command keeps to this table. */
public final class ExitCode {
    /** It went well. */
    public static final int OK = 0;

    /** Something was found, differs, or did not come about. */
    public static final int FOUND = 1;

    /** The command line or a file is wrong. */
    public static final int USAGE = 2;

    /** A server, Kafka or the console could not be reached or refused us. */
    public static final int UNREACHABLE = 3;

    /** A confirmation was needed and not given; nothing was changed. */
    public static final int DECLINED = 4;

    /** Nobody foresaw it: a mistake of ours. */
    public static final int INTERNAL = 70;

    /** The console asks us to come back later. */
    public static final int BUSY = 75;

    /** The console does not let us. */
    public static final int NOT_PERMITTED = 77;

    private ExitCode() {}

    /** The table as {@code --help} shows it. */
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        put(table, OK, "it went well");
        put(
                table,
                FOUND,
                "check found something at or above --fail-on, fleet diff or topics show found a difference, audit verify found a record that"
                        + " is not as it was written, demo --once did"
                        + " not close its loop, or the console said that it does not fit (no such id, decided already,"
                        + " changed meanwhile)");
        put(table, USAGE, "the command line or a file is wrong; the message names the place and the fix");
        put(table, UNREACHABLE, "a server, Kafka or the console could not be reached or refused us");
        put(table, DECLINED, "a confirmation was needed and not given; nothing was changed");
        put(table, INTERNAL, "a mistake of ours: please report it");
        put(table, BUSY, "the console asks us to come back later");
        put(
                table,
                NOT_PERMITTED,
                "the console does not let us: no token, an old one, a missing role, a signature that does not count");
        table.put("130, 143", "ended by Ctrl-C or SIGTERM, in good order");
        return table;
    }

    private static void put(Map<String, String> table, int code, String meaning) {
        table.put(Integer.toString(code), meaning);
    }
}
