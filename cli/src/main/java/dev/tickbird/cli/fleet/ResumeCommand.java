package dev.tickbird.cli.fleet;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.kafka.KafkaOptions;
import dev.tickbird.cli.kafka.Topics;
import dev.tickbird.runtime.fleet.FleetSigner;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.fleet.PauseLift;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Ends a pause, signed with the fleet key.",
            "Executors also pause for an entry that they cannot read, and name it: end that with --entry."
        })
public final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private PauseOptions pause = new PauseOptions();

    @Option(names = "--entry", paramLabel = "KEY", description = "the entry of the topic config that pauses")
    private @Nullable String entry;

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
        String key = entry == null ? pause.entry() : entry;
        SigningKey signing = keys.signing();
        KafkaClients clients = kafka.clients();
        Topics.require(clients);
        PauseLift lift =
                new PauseLift(key, PauseOptions.author(), InstantSource.system().instant());
        PauseOptions.write(clients, key, new FleetSigner(signing).lift(lift));
        spec.commandLine()
                .getOut()
                .println(entry == null ? "Resumed: " + pause.covered() + "." : "The entry " + key + " pauses no more.");
        return ExitCode.OK;
    }
}
