package dev.tickbird.cli.fleet;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.kafka.KafkaOptions;
import dev.tickbird.cli.kafka.Topics;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.runtime.fleet.FleetSigner;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.PauseLift;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
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
            "Ends the pauses of what is named, signed with the fleet key.",
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
        FleetSigner signer = new FleetSigner(keys.signing());
        KafkaClients clients = kafka.clients();
        Topics.require(clients);
        Map<String, Pause> held =
                new TreeMap<>(HeldFleet.read(clients, keys.trusted()).pauses());
        PrintWriter out = spec.commandLine().getOut();
        if (entry == null) {
            resume(held, clients, signer, out);
        } else {
            PauseOptions.write(clients, entry, signer.lift(lift(entry, held.remove(entry))));
            out.println("The entry " + entry + " pauses no more.");
        }
        held.values()
                .forEach(other -> out.println("Still paused by " + Plain.text(other.by()) + ": "
                        + Plain.text(String.valueOf(other.reason())) + "."));
        return ExitCode.OK;
    }

    /** Takes out of the map what it ends. */
    private void resume(Map<String, Pause> held, KafkaClients clients, FleetSigner signer, PrintWriter out) {
        Map<String, Pause> ended = new TreeMap<>(held);
        ended.values().removeIf(each -> !pause.names(each));
        ended.forEach((key, pausing) -> PauseOptions.write(clients, key, signer.lift(lift(key, pausing))));
        held.keySet().removeAll(ended.keySet());
        out.println(ended.isEmpty() ? "Nothing paused " + pause.covered() + "." : "Resumed: " + pause.covered() + ".");
    }

    /** Whoever paused chose the time that the pause bears; it ends all the same. */
    private static PauseLift lift(String key, @Nullable Pause pause) {
        Instant now = InstantSource.system().instant();
        return new PauseLift(key, PauseOptions.author(), pause == null || now.isAfter(pause.at()) ? now : pause.at());
    }
}
