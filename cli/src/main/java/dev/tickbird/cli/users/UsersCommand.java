package dev.tickbird.cli.users;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.Terminal;
import dev.tickbird.console.identity.Passwords;
import dev.tickbird.schemas.common.StableId;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickbird users}. */
@Command(
        name = "users",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "password|token",
        description = "Makes what console.yml says of users: hashes of passwords, and tokens.")
public final class UsersCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            description = "Asks for a password and prints the line for the user in console.yml: its hash (Argon2id).")
    int password() {
        Terminal terminal = Terminal.ofThisProcess();
        if (!terminal.attended()) {
            throw new Problem("nobody can be asked here: run it in a terminal", Problem.USAGE);
        }
        String first = terminal.secret("Password: ");
        if (first.length() < Passwords.SHORTEST) {
            throw new Problem("at least " + Passwords.SHORTEST + " characters", Problem.USAGE);
        }
        if (!first.equals(terminal.secret("Once more: "))) {
            throw new Problem("the two are not the same", Problem.USAGE);
        }
        out().println("    password: \"" + Passwords.hash(first) + "\"");
        out().flush();
        return 0;
    }

    @Command(
            name = "token",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a token for a program and prints it, once, with the lines for its user in console.yml.")
    int token(@Parameters(paramLabel = "NAME", description = "what it is for, e.g. ci") String name) {
        if (!name.matches("[\\w.-]{1,60}")) {
            throw new Problem("use letters, digits and . _ - in the token's name", Problem.USAGE);
        }
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String hash = HexFormat.of().formatHex(StableId.sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
        out().println("The token, which is not shown again: " + token);
        out().println();
        out().println("    tokens:");
        out().println("      - {name: " + name + ", sha256: " + hash + ", roles: [viewer]}");
        out().flush();
        return 0;
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        return spec.commandLine().getOut();
    }
}
