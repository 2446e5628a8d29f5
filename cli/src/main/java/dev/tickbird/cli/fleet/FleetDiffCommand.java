package dev.tickbird.cli.fleet;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.kafka.KafkaOptions;
import dev.tickbird.cli.kafka.Topics;
import dev.tickbird.cli.report.Format;
import dev.tickbird.runtime.kafka.KafkaClients;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickbird fleet diff FILE}. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Shows what fleet apply would change. Exits with 0 when nothing differs, with 1 when something does.")
final class FleetDiffCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the fleet file")
    private Path file = Path.of("fleet.yml");

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json", defaultValue = "TEXT")
    private Format format = Format.TEXT;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private FleetKeys keys = new FleetKeys();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        FleetFile fleet = FleetFile.load(file);
        var trusted = keys.trusted();
        KafkaClients clients = kafka.clients();
        Topics.require(clients);
        FleetDiff diff = FleetDiff.between(HeldFleet.read(clients, trusted), fleet);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> DiffReport.text(diff, out);
            case JSON -> DiffReport.json(diff, out);
        }
        return diff.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }
}
