package dev.tickbird.cli.backtest;

import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.FolderTree;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.backtest.Replay.Said;
import dev.tickbird.cli.check.ThresholdSettings;
import dev.tickbird.cli.fleet.FleetFile;
import dev.tickbird.cli.fleet.FleetKeys;
import dev.tickbird.cli.fleet.HeldFleet;
import dev.tickbird.cli.kafka.KafkaOptions;
import dev.tickbird.cli.kafka.Topics;
import dev.tickbird.cli.report.Format;
import dev.tickbird.runtime.config.HumanDuration;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickbird backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Replays the snapshots that Kafka still has, or a recording of them, as the thresholds are and as they would be, and"
                    + " says which findings appear and which disappear.",
            "Exits with 0 when nothing differs, with 1 when something does."
        })
public final class BacktestCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "RECORDING",
            description = "a file that --save wrote (default: what Kafka still has)")
    private @Nullable Path recording;

    @Option(
            names = "--set",
            paramLabel = "RULE.THRESHOLD=VALUE",
            description = "another threshold, e.g. vacuum.behind.for=1h; repeatable")
    private List<String> settings = List.of();

    @Option(
            names = "--fleet",
            paramLabel = "FILE",
            description = "a fleet file whose thresholds are tried instead of today's")
    private @Nullable Path fleet;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "how far back, e.g. 24h; Kafka keeps 7 days (default: ${DEFAULT-VALUE})",
            defaultValue = "24h")
    private String since = "24h";

    @Option(names = "--instance", paramLabel = "PATTERN", description = "only these instances; repeatable")
    private List<String> instances = List.of();

    @Option(names = "--save", paramLabel = "FILE", description = "keep what was replayed in this file")
    private @Nullable Path save;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json", defaultValue = "TEXT")
    private Format format = Format.TEXT;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private FleetKeys keys = new FleetKeys();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        UnaryOperator<FleetPolicy> changed = changed();
        Path folder = Files.createTempDirectory("tickbird-backtest");
        try {
            Path input = recording == null ? retained(folder) : recording;
            Said before = Replay.of(input, Files.createDirectory(folder.resolve("before")), policy -> policy);
            Said after = Replay.of(input, Files.createDirectory(folder.resolve("after")), changed);
            Comparison comparison = Comparison.of(before, after);
            PrintWriter out = spec.commandLine().getOut();
            switch (format) {
                case TEXT -> BacktestReport.text(before, after, comparison, out);
                case JSON -> BacktestReport.json(before, after, comparison, out);
            }
            out.flush();
            return comparison.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
        } finally {
            FolderTree.delete(folder);
        }
    }

    private UnaryOperator<FleetPolicy> changed() {
        List<ThresholdOverride> more = ThresholdSettings.parse(settings);
        List<ThresholdOverride> instead =
                fleet == null ? null : FleetFile.load(fleet).policy().thresholds();
        return policy -> {
            List<ThresholdOverride> all = new ArrayList<>(instead == null ? policy.thresholds() : instead);
            all.addAll(more);
            RuleSet.discovered().with(all);
            return policy.withThresholds(all);
        };
    }

    private Path retained(Path folder) throws IOException {
        Instant from = InstantSource.system().instant().minus(back());
        var trusted = keys.trusted();
        KafkaClients clients = kafka.clients();
        Topics.require(clients);
        Path file = save == null ? folder.resolve("recording.jsonl.gz") : save;
        try (Recording.Writer out = Recording.write(file)) {
            RetainedSnapshots.copy(clients, HeldFleet.read(clients, trusted), from, this::wanted, out);
        }
        return file;
    }

    private Duration back() {
        try {
            return HumanDuration.parse(since);
        } catch (IllegalArgumentException e) {
            throw new Problem("--since: " + e.getMessage(), ExitCode.USAGE);
        }
    }

    private boolean wanted(String instance) {
        return instances.isEmpty()
                || instances.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, instance));
    }
}
