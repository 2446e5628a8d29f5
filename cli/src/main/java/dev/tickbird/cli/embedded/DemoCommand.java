package dev.tickbird.cli.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tickbird.cli.FolderTree;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.agent.Agents;
import dev.tickbird.cli.embedded.DemoFleet.Member;
import dev.tickbird.cli.fleet.FleetWriter;
import dev.tickbird.cli.remote.ConsoleClient;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.console.app.ConsoleAgent;
import dev.tickbird.console.app.ConsoleConfig;
import dev.tickbird.embedded.EmbeddedKafka;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.fleet.FleetSigner;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird demo}: everything in one process, with servers that have real problems. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs everything in this process: a broker, three PostgreSQL servers with real problems, all agents and the console.",
        footer = {
            "",
            "Needs nothing but a JDK and Maven. Everything is in a temporary folder and gone at the end (Ctrl-C)."
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--once",
            description = "go once around unattended, print a summary, exit with 0 if the loop closed")
    private boolean once;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "of the console; 0 for any free one (default)")
    private int port;

    @Option(
            names = "--sql",
            description =
                    "only print, for psql, what makes one of these servers; psql's variables hold the passwords of its"
                            + " logins, such as tickbird_monitor_password")
    private boolean sql;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        quiet();
        PrintWriter out = spec.commandLine().getOut();
        if (sql) {
            DemoSql.printScript(out);
            return 0;
        }
        Instant start = startOfProcess();
        Path folder = Files.createTempDirectory("tickbird-demo");
        try (Shutdown shutdown = new Shutdown(Duration.ofSeconds(30))) {
            shutdown.add("folder", () -> FolderTree.delete(folder));
            shutdown.onProcessEnd();
            return run(folder, shutdown, start, out);
        }
    }

    /** The demo shows what happens itself; of the agents' logs only what is amiss. */
    private static void quiet() {
        if (LoggerFactory.getLogger("dev.tickbird") instanceof Logger agents) {
            agents.setLevel(Level.WARN);
        }
    }

    private int run(Path folder, Shutdown shutdown, Instant start, PrintWriter out) throws InterruptedException {
        DemoFiles files = new DemoFiles(folder);
        say(out, "Starting a broker and four PostgreSQL servers …");
        DemoReceivers receivers = shutdown.add("receivers", DemoReceivers.start());
        Future<DemoFleet> servers = together(() -> DemoFleet.start(files.password()));
        shutdown.add("servers", () -> started(servers).close());
        Stack stack = shutdown.add(
                "stack", Stack.embedded(EmbeddedKafka.Options.kept(folder.resolve("kafka")), DemoFiles.partitions()));
        DemoFleet fleet = started(servers);
        new FleetWriter(stack.clients("fleet"), new FleetSigner(files.fleetKey()))
                .write(files.policy(), files.targets(fleet.members()), List.of());
        stack.run(Agents.ANALYZER, files.analyzer(stack.bootstrap()));
        stack.run(Agents.COLLECTOR, files.collector(stack.bootstrap()));
        String consoleFile = files.console(
                stack.bootstrap(),
                fleet.store(),
                fleet.storeDatabase(),
                port,
                InstantSource.system().instant());
        ConsoleAgent console = stack.console(StrictYaml.parse(consoleFile, "console.yml", ConsoleConfig.class));
        stack.run(Agents.EXECUTOR, files.executor(stack.bootstrap(), fleet.members()));
        stack.run(
                Agents.ALERTER,
                files.alerter(
                        stack.bootstrap(),
                        receivers.slackPort(),
                        receivers.mailPort(),
                        console.address().toString()));
        if (once) {
            Set<String> execute = fleet.members().stream()
                    .filter(member -> member.mode().equals("execute"))
                    .map(Member::name)
                    .collect(Collectors.toSet());
            ConsoleClient client = new ConsoleClient(console.address(), files.token());
            return new Loop(client, receivers, execute, start, out).run() ? 0 : Problem.FOUND;
        }
        attend(fleet, console, receivers, files, out);
        return 0;
    }

    private static void attend(
            DemoFleet fleet, ConsoleAgent console, DemoReceivers receivers, DemoFiles files, PrintWriter out)
            throws InterruptedException {
        say(out, "");
        for (Member member : fleet.members()) {
            say(
                    out,
                    "  %-13s PostgreSQL %d  %s:%d  %s"
                            .formatted(
                                    member.name(),
                                    member.server().major(),
                                    member.server().host(),
                                    member.server().port(),
                                    member.mode()));
        }
        say(out, "");
        say(out, "Console:  " + console.loginLink(DemoFiles.USER) + "   (the link works once)");
        say(out, "Token:    " + files.token());
        say(out, "Stop with Ctrl-C. Messages appear here as they reach the stand-ins for Slack and the mail server:");
        int slack = 0;
        int mail = 0;
        while (true) {
            List<String> messages = receivers.slackMessages();
            for (; slack < messages.size(); slack++) {
                say(out, "  slack   " + Plain.text(messages.get(slack)));
            }
            List<String> subjects = receivers.mailSubjects();
            for (; mail < subjects.size(); mail++) {
                say(out, "  e-mail  " + Plain.text(subjects.get(mail)));
            }
            Thread.sleep(500);
        }
    }

    /** When Java started: the launcher may have built before. */
    private static Instant startOfProcess() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    private static <T> Future<T> together(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("demo-servers").start(task);
        return task;
    }

    private static <T> T started(Future<T> servers) throws InterruptedException {
        try {
            return servers.get();
        } catch (ExecutionException e) {
            throw new Problem("the demo's servers could not be started: " + e.getCause(), Problem.UNREACHABLE);
        }
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
