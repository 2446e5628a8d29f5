package dev.tickbird.cli.audit;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.kafka.KafkaOptions;
import dev.tickbird.cli.kafka.Topics;
import dev.tickbird.cli.report.Format;
import dev.tickbird.runtime.audit.AnchorFile;
import dev.tickbird.runtime.audit.Anchors;
import dev.tickbird.runtime.audit.HeadReader;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.TrustedKeys;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird audit verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads every outcome that Kafka still has and says what was altered, removed, moved, added or signed by a key that is not"
                    + " trusted; the same for the console's own chain, which is not signed.",
            "Exits with 0 when everything is as it was written, with 1 when something is not."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final Path USUAL = Path.of("tickbird-data", "trust.yml");

    @Option(names = "--instance", paramLabel = "NAME", description = "only this instance; repeatable")
    private List<String> instances = List.of();

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "the keys that count, the executors' among them (default: tickbird-data/trust.yml)")
    private Path trust = USUAL;

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = "an executor's anchor file: what it knows must still be there; repeatable")
    private List<Path> anchors = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json", defaultValue = "TEXT")
    private Format format = Format.TEXT;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        if (!Files.exists(trust)) {
            throw new Problem(
                    "there is no file of trusted keys at " + trust
                            + ": name the executors' trust.yml with --trust, without it no signature can be checked",
                    ExitCode.USAGE);
        }
        anchors.forEach(VerifyCommand::requireAnchor);
        TrustedKeys trusted = TrustedKeys.load(trust, InstantSource.system());
        Anchors known = AnchorFile.readAll(anchors);
        KafkaClients clients = kafka.clients();
        Topics.require(clients);
        Evidence evidence = Evidence.read(clients, name -> instances.isEmpty() || instances.contains(name));
        List<ChainReport> reports = evidence.check(
                new HeadReader(trusted), known, InstantSource.system().instant());
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> VerifyReport.text(reports, evidence.older(), known, out);
            case JSON -> VerifyReport.json(reports, evidence.older(), out);
        }
        out.flush();
        return reports.stream().allMatch(ChainReport::whole) ? ExitCode.OK : ExitCode.FOUND;
    }

    static void requireAnchor(Path file) {
        if (!Files.exists(file)) {
            throw new Problem(
                    "there is no anchor file at " + file + ": it is what anchor: names in the executor's file",
                    ExitCode.USAGE);
        }
    }
}
