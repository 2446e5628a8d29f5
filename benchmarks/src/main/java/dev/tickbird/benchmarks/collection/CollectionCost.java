package dev.tickbird.benchmarks.collection;

import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.collector.probe.ProbeSettings;
import dev.tickbird.collector.probe.ServerProbes;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.Snapshots;
import dev.tickbird.collector.probe.Taken;
import dev.tickbird.collector.probe.TimeOrderedId;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.postgres.ConnectionPools;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what a snapshot costs the server that is watched, Kafka and the analyzer, and prints Markdown. */
@Command(
        name = "collection-cost",
        mixinStandardHelpOptions = true,
        description = "Measures what a snapshot costs a server that it starts, beside what other tools cost it.")
public final class CollectionCost implements Callable<Integer> {
    private static final int LEAST_MAJOR = 17;

    @Option(names = "--major", paramLabel = "MAJOR", defaultValue = "18", description = "17 or later, default: 18")
    private int major;

    @Option(names = "--tables", paramLabel = "N", defaultValue = "5000", description = "default: ${DEFAULT-VALUE}")
    private int tables;

    @Option(
            names = "--statements",
            paramLabel = "N",
            defaultValue = "5000",
            description = "in pg_stat_statements, at most 9000; default: ${DEFAULT-VALUE}")
    private int statements;

    @Option(names = "--repetitions", paramLabel = "N", defaultValue = "7", description = "default: ${DEFAULT-VALUE}")
    private int repetitions;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CollectionCost()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        if (major < LEAST_MAJOR || !PostgresServer.majors().contains(major)) {
            throw new ParameterException(spec.commandLine(), "--major: 17 or 18, whose columns the other tools read");
        }
        if (tables < 100 || statements < 1 || statements > 9000 || repetitions < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--tables from 100, --statements from 1 to 9000, --repetitions from 1");
        }
        try (Server server = Server.start(major, tables, statements)) {
            run(server, repetitions).forEach(spec.commandLine().getOut()::println);
        }
        return 0;
    }

    private static List<String> run(Server server, int repetitions) throws Exception {
        DatabaseSelection databases = new DatabaseSelection(List.of(Server.DATABASE), List.of());
        ProbeSettings settings = new ProbeSettings(Server.DATABASE, databases, false, null, ProbeSettings.STATEMENTS);
        try (ConnectionPools pools = server.monitor()) {
            ServerProbes probes = new ServerProbes(pools, settings);
            Costs costs = new Costs(server, probes, () -> new ServerProbes(pools, settings)).measure(repetitions);
            Traffic traffic = new Traffic(server, probes);
            List<Traffic.Look> looks = traffic.measure();
            Series rules = Judging.rules(look(pools, settings), look(pools, settings), repetitions);
            Path state = Files.createTempDirectory("collection-cost");
            try {
                Series topology = Judging.topology(state, traffic::full, repetitions);
                return Stream.of(
                                Report.costs(costs),
                                List.of(""),
                                Report.traffic(looks),
                                List.of(""),
                                Report.judging(rules, topology))
                        .flatMap(List::stream)
                        .toList();
            } finally {
                delete(state);
            }
        }
    }

    private static Observed look(ConnectionPools pools, ProbeSettings settings) {
        InstanceId instance = InstanceId.of("cost");
        InstantSource clock = InstantSource.system();
        Taken taken = new Snapshots(
                        pools,
                        settings,
                        new SnapshotSession(instance, instance.value(), new TimeOrderedId(clock)),
                        clock)
                .take();
        return new Observed(taken.instance(), taken.relations(), taken.statements(), taken.activity());
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
