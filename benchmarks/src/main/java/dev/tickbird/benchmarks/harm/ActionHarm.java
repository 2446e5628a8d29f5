package dev.tickbird.benchmarks.harm;

import dev.tickbird.benchmarks.harm.Stage.Window;
import dev.tickbird.embedded.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs pgbench while each action works, beside a quiet run and beside the naive statement, and prints Markdown. */
@Command(
        name = "action-harm",
        mixinStandardHelpOptions = true,
        description = "Measures what an application feels while an action runs on a server that it starts.")
public final class ActionHarm implements Callable<Integer> {
    private static final int LONGEST_SECONDS = 900;
    private static final double P99 = 0.99;

    @Option(names = "--major", paramLabel = "MAJOR", defaultValue = "18", description = "default: ${DEFAULT-VALUE}")
    private int major;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "160",
            description = "100,000 rows each; 160 make 2 GB; default: ${DEFAULT-VALUE}")
    private int scale;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "transactions each second; default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "4", description = "default: ${DEFAULT-VALUE}")
    private int clients;

    @Option(
            names = "--quiet-seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "of each quiet run, and the least of the others; default: ${DEFAULT-VALUE}")
    private int quiet;

    @Option(names = "--only", paramLabel = "TYPE", description = "one type of action, such as reindex-index")
    private @Nullable String only;

    @Option(
            names = "--share-cores",
            description =
                    "let the server use every core; without it server and application have one, the executor the others")
    private boolean share;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ActionHarm()).execute(arguments));
    }

    /** What was felt in all rounds of one trial. */
    private record Felt(
            List<Latencies> quiet, List<Latencies> ours, List<Latencies> naive, List<Double> seconds, int attempts) {}

    @Override
    public Integer call() throws Exception {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        if (!PostgresServer.majors().contains(major)
                || scale < 1
                || rounds < 1
                || rate < 1
                || clients < 1
                || quiet < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--major from 13 to 18; --scale, --rounds, --rate, --clients, --quiet-seconds from 1");
        }
        List<Trial> trials = Trial.ALL.stream()
                .filter(trial -> only == null || trial.type().equals(only))
                .toList();
        if (trials.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--only: there is no trial of " + only);
        }
        if (share) {
            Cores.share();
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Stage stage = Stage.open(major, scale)) {
            out.printf(
                    Locale.ROOT,
                    "PostgreSQL %d, table of %.1f GB, %d transactions each second, %d rounds; server and application %s the executor%n%n",
                    major,
                    stage.bytes() / (double) (1 << 30),
                    rate,
                    rounds,
                    Cores.separate() ? "have a core without" : "share their cores with");
            out.println(
                    "| action | quiet p50 / p99 / longest, ms | ours p50 / p99 / longest, ms | p99 to quiet: each round | naive p50 / p99 / longest, ms | ours took, s; attempts |");
            out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
            for (Trial trial : trials) {
                out.println(row(trial, felt(stage, trial)));
                out.flush();
            }
        }
        return 0;
    }

    /** Something that takes time on the server. */
    @FunctionalInterface
    private interface Work {
        Window run() throws InterruptedException;
    }

    private Felt felt(Stage stage, Trial trial) throws IOException, InterruptedException {
        List<Latencies> quietRuns = new ArrayList<>();
        List<Latencies> ours = new ArrayList<>();
        List<Latencies> naive = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        int attempts = 0;
        for (int round = 0; round < rounds; round++) {
            stage.prepare(trial);
            quietRuns.add(during(stage, () -> {
                        long began = Stage.micros();
                        TimeUnit.SECONDS.sleep(quiet);
                        return new Window(began, Stage.micros(), 0);
                    })
                    .latencies());
            During worked = during(stage, () -> stage.ours(trial));
            ours.add(worked.latencies());
            seconds.add((worked.window().toMicros() - worked.window().fromMicros()) / 1e6);
            attempts = Math.max(attempts, worked.window().attempts());
            stage.prepare(trial);
            naive.add(during(stage, () -> stage.naive(trial)).latencies());
        }
        return new Felt(quietRuns, ours, naive, seconds, attempts);
    }

    private record During(Latencies latencies, Window window) {}

    /** What the application feels from the beginning of the work to its end, and until the quiet time is over for short work. */
    private During during(Stage stage, Work work) throws IOException, InterruptedException {
        try (Application application = Application.start(stage.database(), scale, rate, clients, LONGEST_SECONDS)) {
            TimeUnit.SECONDS.sleep(2);
            Window window = work.run();
            long left = window.fromMicros() + TimeUnit.SECONDS.toMicros(quiet) - Stage.micros();
            if (left > 0) {
                TimeUnit.MICROSECONDS.sleep(left);
            }
            // whoever was held up by it ends after it
            TimeUnit.MILLISECONDS.sleep(500);
            long until = Math.max(window.toMicros(), window.fromMicros() + TimeUnit.SECONDS.toMicros(quiet));
            return new During(Latencies.of(application.stop(), window.fromMicros(), until), window);
        }
    }

    private static String row(Trial trial, Felt felt) {
        List<String> ratios = new ArrayList<>();
        for (int round = 0; round < felt.ours().size(); round++) {
            ratios.add(String.format(
                    Locale.ROOT,
                    "%.2f",
                    felt.ours().get(round).percentile(P99)
                            / felt.quiet().get(round).percentile(P99)));
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.1f; %d |",
                trial.title(),
                words(felt.quiet()),
                words(felt.ours()),
                String.join(", ", ratios),
                words(felt.naive()),
                Latencies.median(
                        felt.seconds().stream().mapToDouble(Double::doubleValue).toArray()),
                felt.attempts());
    }

    private static String words(List<Latencies> runs) {
        Latencies all = Latencies.together(runs);
        return String.format(
                Locale.ROOT, "%.1f / %.1f / %.0f", all.percentile(0.5), all.percentile(P99), all.longest());
    }
}
