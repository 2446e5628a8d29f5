package dev.tickbird.cli.keys;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.cli.report.Table;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.SigningKey;
import java.io.PrintWriter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickbird keys}: ES256 keys of one's own. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes and shows keys of your own, with which approvals of high risk are signed.",
        footer = {
            "",
            "A private key never leaves its file, which only its owner can read. Others trust a key by an entry in their"
                    + " trust.yml, which 'keys show' prints."
        })
public final class KeysCommand implements Runnable {
    private static final Pattern OWNER = Pattern.compile("[\\p{L}\\p{N}._@ -]{1,100}");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        commandSpec().commandLine().usage(commandSpec().commandLine().getOut());
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Makes a key and prints the entry for trust.yml.")
    int create(
            @Mixin KeyFolder folder,
            @Parameters(
                            paramLabel = "NAME",
                            description = "of the key's file: lower-case letters, digits and '-'; best your user name")
                    String name,
            @Option(
                            names = "--purpose",
                            paramLabel = "PURPOSE",
                            defaultValue = "approver",
                            description = "what it signs: approver (default), engine, fleet, console or executor")
                    KeyPurpose purpose,
            @Option(names = "--owner", paramLabel = "OWNER", description = "whom the entry names (default: NAME)")
                    @Nullable
                    String owner) {
        KeyFiles files = folder.files();
        if (exists(files, name)) {
            throw new Problem(
                    "there is a key '" + name + "' in " + folder.folder() + " already: tickbird keys show " + name
                            + " shows it; choose another name for another key",
                    Problem.USAGE);
        }
        SigningKey key = files.obtain(name);
        PrintWriter out = out();
        out.println("Made " + files.privateFile(name) + " (only you can read it; keep it, there is no second copy).");
        out.println();
        TrustEntry.print(key, purpose, checked(owner == null ? name : owner), out);
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys in the folder.")
    int list(@Mixin KeyFolder folder) {
        KeyFiles files = folder.files();
        if (files.names().isEmpty()) {
            out().println("There is no key in " + folder.folder() + (folder.isThere() ? "" : " (no such folder)")
                    + ": tickbird keys new NAME makes one.");
            out().flush();
            return 0;
        }
        Table table = new Table("NAME", "ID", "FILE");
        boolean open = false;
        for (String name : files.names()) {
            String id;
            try {
                id = files.obtain(name).id();
            } catch (ConfigurationException e) {
                id = "not usable: " + e.getMessage();
                open = true;
            }
            table.row(name, id, files.privateFile(name).toString());
        }
        table.print(out(), Screen.width());
        return open ? Problem.FOUND : 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints the entry for trust.yml: the public half only.")
    int show(
            @Mixin KeyFolder folder,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--purpose", paramLabel = "PURPOSE", defaultValue = "approver") KeyPurpose purpose,
            @Option(names = "--owner", paramLabel = "OWNER", description = "whom the entry names (default: NAME)")
                    @Nullable
                    String owner) {
        exists(folder.files(), name);
        TrustEntry.print(folder.key(name), purpose, checked(owner == null ? name : owner), out());
        return 0;
    }

    private static boolean exists(KeyFiles files, String name) {
        try {
            return files.exists(name);
        } catch (IllegalArgumentException e) {
            throw new Problem(Plain.text(String.valueOf(e.getMessage())), Problem.USAGE);
        }
    }

    private static String checked(String owner) {
        if (!OWNER.matcher(owner).matches()) {
            throw new Problem(
                    "--owner '" + Plain.text(owner) + "' is not valid: use letters, digits, spaces and . _ @ -",
                    Problem.USAGE);
        }
        return owner;
    }

    private PrintWriter out() {
        return commandSpec().commandLine().getOut();
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        return spec;
    }
}
