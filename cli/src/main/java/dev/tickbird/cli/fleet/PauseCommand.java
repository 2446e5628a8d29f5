package dev.tickbird.cli.fleet;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.kafka.KafkaOptions;
import dev.tickbird.cli.kafka.Topics;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.fleet.Pause;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird pause}. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Lets executors begin nothing new. Needs no signature; ending it does: see resume.")
public final class PauseCommand implements Callable<Integer> {
    @Mixin
    private PauseOptions pause = new PauseOptions();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "shown wherever something waits")
    private String reason = "";

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        Pause begun = new Pause(
                pause.scope(),
                pause.value(),
                PauseOptions.author(),
                reason,
                InstantSource.system().instant());
        KafkaClients clients = kafka.clients();
        Topics.require(clients);
        PauseOptions.write(clients, begun.key(UUID.randomUUID()), new ConfigRecord(null, begun));
        spec.commandLine().getOut().println("Paused: " + pause.covered() + ".");
        return ExitCode.OK;
    }
}
