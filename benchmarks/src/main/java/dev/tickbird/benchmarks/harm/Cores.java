package dev.tickbird.benchmarks.harm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the server and the application one core, and the executor and its bus the others: in life they run on another machine. Or everything
 * shares all cores, which leaves the server more than one; so it is where the machine has one core, or no taskset.
 */
final class Cores {
    private static boolean shared;

    private static final String SERVER = "0";
    private static final boolean SEPARATE = Runtime.getRuntime().availableProcessors() > 1 && taskset("--version");

    private Cores() {}

    /** Before anything is started: nothing is pinned. */
    static void share() {
        shared = true;
    }

    static boolean separate() {
        return SEPARATE && !shared;
    }

    /** The command on the server's core. */
    static List<String> onServers(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (separate()) {
            whole.addAll(List.of("taskset", "-c", SERVER));
        }
        whole.addAll(command);
        return whole;
    }

    /** Moves the server's process to its core, with all it starts from now on; and this process, threads included, to the others. */
    static void separate(long server) {
        if (separate()) {
            taskset("-acp", SERVER, Long.toString(server));
            int last = Runtime.getRuntime().availableProcessors() - 1;
            taskset("-acp", "1-" + last, Long.toString(ProcessHandle.current().pid()));
        }
    }

    private static boolean taskset(String... words) {
        List<String> command = new ArrayList<>(List.of("taskset"));
        command.addAll(List.of(words));
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
