package dev.tickbird.cli.audit;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.runtime.audit.AnchorFile;
import dev.tickbird.runtime.audit.AnchorLine;
import dev.tickbird.schemas.common.InstanceId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird audit accept}: on the executor's machine, since the anchor is a file of its own. */
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = {
            "Lets an executor run actions again on an instance whose history of outcomes was cut. Find out why it was cut first.",
            "It appends a line to the executor's anchor file; the executor sees it when it looks at the action again. What is missing"
                    + " stays a hole that audit verify shows."
        })
final class AcceptCommand implements Callable<Integer> {
    @Option(names = "--anchor", paramLabel = "FILE", required = true, description = "the executor's anchor file")
    private Path anchor = Path.of("");

    @Option(names = "--instance", paramLabel = "NAME", required = true, description = "the instance")
    private String instance = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why it is no harm")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "who says so (default: this machine's user)")
    private @Nullable String by;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        InstanceId about = instance();
        VerifyCommand.requireAnchor(anchor);
        AnchorFile file = new AnchorFile(anchor);
        String blocked = file.read().blocked().get(about);
        if (blocked == null) {
            throw new Problem(
                    "the anchor file " + anchor + " does not say that " + about
                            + " is blocked: there is nothing to accept",
                    ExitCode.FOUND);
        }
        file.append(List.of(
                AnchorLine.accepted(about, acceptance(), InstantSource.system().instant())));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Accepted: " + Plain.text(blocked));
        out.flush();
        return ExitCode.OK;
    }

    private InstanceId instance() {
        try {
            return InstanceId.of(instance);
        } catch (IllegalArgumentException e) {
            throw new Problem("--instance: " + e.getMessage(), ExitCode.USAGE);
        }
    }

    private AnchorLine.Acceptance acceptance() {
        if (reason.isBlank()) {
            throw new Problem("--reason: say why it is no harm", ExitCode.USAGE);
        }
        return new AnchorLine.Acceptance(by == null ? System.getProperty("user.name", "somebody") : by, reason);
    }
}
