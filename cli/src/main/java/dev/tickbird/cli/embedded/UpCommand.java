package dev.tickbird.cli.embedded;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.agent.AgentProcess;
import dev.tickbird.cli.fleet.FleetFile;
import dev.tickbird.cli.fleet.FleetKeys;
import dev.tickbird.console.app.ConsoleAgent;
import dev.tickbird.embedded.EmbeddedKafka;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird up}: all agents in this process. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Runs all agents in this process and watches the servers of a fleet file.",
        footer = {
            "",
            "With --embedded nothing else has to be installed: a broker and the console's database run inside, and their data,",
            "keys and the agents' files are in the data folder. With --config the agents are those whose file is in the folder",
            "(collector.yml, analyzer.yml, console.yml, executor.yml, alerter.yml), on the Kafka that the files name.",
            "",
            "  tickbird up --fleet fleet.yml --embedded"
        })
public final class UpCommand implements Callable<Integer> {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(60);

    @Option(names = "--fleet", paramLabel = "FILE", required = true, description = "applied at the start")
    private Path fleetFile = Path.of("fleet.yml");

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Where where = new Where();

    /** Where Kafka and the agents' files are. */
    static final class Where {
        @Option(names = "--embedded", description = "run broker and store in this process, data in --data")
        private boolean embedded;

        @Option(names = "--config", paramLabel = "DIR", description = "the folder with the agents' files")
        private @Nullable Path config;
    }

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "tickbird-data",
            description = "with --embedded: kept over restarts (default: ${DEFAULT-VALUE})")
    private Path data = Path.of("tickbird-data");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "with --embedded, at the first start: of the console (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(names = "--remove", description = "remove instances that the fleet file no longer names")
    private boolean remove;

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
        FleetFile fleet = FleetFile.load(fleetFile);
        fleet.warnings().forEach(warning -> say(out, "warning: " + warning));
        try (Shutdown shutdown = new Shutdown(CLOSE_LIMIT)) {
            shutdown.onProcessEnd();
            if (where.embedded || where.config == null) {
                embedded(fleet, shutdown, out);
            } else {
                configured(AgentFiles.read(where.config), fleet, shutdown, out);
            }
            say(out, "Stop with Ctrl-C.");
            new CountDownLatch(1).await();
        } catch (InterruptedException asked) {
            say(out, "Stopped.");
        }
        return ExitCode.OK;
    }

    private void configured(AgentFiles files, FleetFile fleet, Shutdown shutdown, PrintWriter out)
            throws InterruptedException {
        SigningKey key = keys.signing();
        TrustedKeys trusted = keys.trusted();
        AgentProcess.awaitKafka(files.kafka(), shutdown);
        Stack stack = shutdown.add("agents", Stack.on(files.kafka()));
        FleetStart.apply(stack.clients("fleet"), key, trusted, fleet, remove).forEach(line -> say(out, line));
        start(files, stack, out);
    }

    private void embedded(FleetFile fleet, Shutdown shutdown, PrintWriter out) {
        UpFolder folder = new UpFolder(data);
        say(out, "Starting a broker and the console's database; their data are in " + data.toAbsolutePath() + " …");
        PostgresServer store = shutdown.add("store", Store.start(folder.store()));
        Stack stack =
                shutdown.add("agents", Stack.embedded(EmbeddedKafka.Options.kept(folder.kafka()), UpFolder.PARTITIONS));
        String token = folder.complete(fleet, stack.bootstrap(), store, Store.DATABASE, port);
        if (token != null) {
            say(out, "Token:    " + token + "   (of " + UpFolder.USER + "; shown this once)");
        }
        AgentFiles files = AgentFiles.read(folder.agents());
        TrustedKeys trusted = TrustedKeys.load(folder.trust(), InstantSource.system());
        FleetStart.apply(stack.clients("fleet"), folder.fleetKey(), trusted, fleet, remove)
                .forEach(line -> say(out, line));
        Permissions.missing(fleet, folder.credentials(), folder.limits())
                .forEach(line -> say(out, "not allowed yet: " + line));
        ConsoleAgent console = start(files, stack, out);
        if (console != null) {
            say(out, "Console:  " + console.loginLink(UpFolder.USER) + "   (the link works once)");
        }
    }

    private static @Nullable ConsoleAgent start(AgentFiles files, Stack stack, PrintWriter out) {
        files.agents().forEach(entry -> entry.run(stack));
        ConsoleAgent console = files.console() == null ? null : stack.console(files.console());
        say(out, "Running:  " + String.join(", ", files.names()));
        if (console != null) {
            say(out, "Pages:    " + console.address());
        }
        return console;
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
