package dev.tickbird.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a PostgreSQL program is run, which refuses root: as ourselves; as root in a user namespace, where we still own
 * our files but are nobody; or, where namespaces are forbidden (containers), as the user nobody.
 */
enum Unprivileged {
    AS_OURSELVES,
    IN_USER_NAMESPACE,
    AS_NOBODY;

    private static final String NOBODY = "nobody";

    private static final class Detected {
        private static final Unprivileged WAY = detect();
        private static final boolean SESSIONS = succeeds("setsid", "true");
    }

    static Unprivileged detected() {
        return Detected.WAY;
    }

    private static Unprivileged detect() {
        if (new UnixSystem().getUid() != 0) {
            return AS_OURSELVES;
        }
        if (succeeds("unshare", "-U", "true")) {
            return IN_USER_NAMESPACE;
        }
        if (succeeds("setpriv", "--reuid=" + NOBODY, "--regid=65534", "--clear-groups", "true")) {
            return AS_NOBODY;
        }
        throw new EmbeddedServerException(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here:"
                        + " start this program as an ordinary user.");
    }

    /** The command that runs the program without root, in a session of its own where the system can do that. */
    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>();
        if (Detected.SESSIONS) {
            // Else Ctrl-C in the terminal would reach the server at the same moment as us.
            command.add("setsid");
        }
        switch (this) {
            case AS_OURSELVES -> {}
            case IN_USER_NAMESPACE -> command.addAll(List.of("unshare", "-U"));
            case AS_NOBODY ->
                command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=65534", "--clear-groups"));
        }
        command.addAll(program);
        return List.copyOf(command);
    }

    /** Makes a folder usable by the program that this runs. */
    void own(Path folder) {
        if (this == AS_NOBODY && !succeeds("chown", "-R", NOBODY, folder.toString())) {
            throw new EmbeddedServerException("Cannot give " + folder + " to the user " + NOBODY);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
