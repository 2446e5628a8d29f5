package dev.tickbird.cli.fleet;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.Terminal;
import dev.tickbird.cli.kafka.KafkaOptions;
import dev.tickbird.cli.kafka.Topics;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.SigningKey;
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

/** {@code tickbird fleet apply FILE}. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Shows what changes, asks, signs it with the fleet key and returns when Kafka has it.",
        footer = {"", "An instance that the file no longer names is removed only with --remove, or after a question."})
final class FleetApplyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the fleet file")
    private Path file = Path.of("fleet.yml");

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Option(names = "--remove", description = "also remove instances that the file no longer names")
    private boolean remove;

    @Option(
            names = "--revision",
            paramLabel = "N",
            description =
                    "writes everything again, as this revision or a higher one: where an executor says that the topics were"
                            + " rolled back")
    private long revision;

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
        PrintWriter out = spec.commandLine().getOut();
        FleetFile fleet = FleetFile.load(file);
        SigningKey key = keys.signing();
        KafkaClients clients = kafka.clients();
        Topics.require(clients);
        HeldFleet held = HeldFleet.read(clients, keys.trusted());
        FleetDiff diff = FleetDiff.between(held, fleet);
        if (revision > held.revision()) {
            diff = diff.withEverything(fleet);
        }
        fleet.warnings().forEach(warning -> out.println("warning: " + warning));
        DiffReport.text(diff, out);
        if (diff.isEmpty()) {
            return ExitCode.OK;
        }
        confirm(diff, Terminal.ofThisProcess());
        long applied = FleetApplication.apply(clients, key, held, fleet, diff, revision);
        out.println("Applied as revision " + applied + ".");
        out.flush();
        return ExitCode.OK;
    }

    private void confirm(FleetDiff diff, Terminal terminal) {
        boolean removes = !diff.removed().isEmpty();
        if (removes && !remove && !(terminal.attended() && terminal.confirm(question(diff)))) {
            throw new Problem(
                    "nothing was applied: the file no longer names " + String.join(", ", diff.removed())
                            + ". Add --remove to remove them, with their findings and history",
                    ExitCode.DECLINED);
        }
        if (!yes && !(removes && !remove) && !(terminal.attended() && terminal.confirm("Apply this?"))) {
            throw new Problem(
                    "nothing was applied" + (terminal.attended() ? "" : ": add --yes to apply without a terminal"),
                    ExitCode.DECLINED);
        }
    }

    private static String question(FleetDiff diff) {
        return "Apply this, and remove " + String.join(", ", diff.removed()) + " with their findings and history?";
    }
}
